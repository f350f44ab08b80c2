"""Without JavaScript one still reads, posts, comments, reacts, reports and votes."""

from playwright.sync_api import expect

from tests.journeys.conftest import in_english
from tests.support.browser import PHONE


@in_english
def test_a_browser_without_javascript_posts_comments_reports_and_votes(come, company):
    alice = come("alice", java_script_enabled=False, viewport=PHONE)
    page, say = alice.goto("/"), alice.say
    page.get_by_label(say("Your post")).fill("The kettle on line 2 works again.")
    page.get_by_role("button", name=say("Publish")).click()
    post = page.locator("[data-post]").filter(has_text="The kettle on line 2")
    expect(post).to_be_visible()

    alice.goto("/?scope=all")
    other = page.locator("article[data-post]").filter(has_not=page.locator(".byline a[href='/people/alice']")).first
    address = other.locator("a[data-open]").get_attribute("href")
    alice.goto(address)
    page.get_by_label(say("Your answer")).fill("Thank you for telling us.")
    page.get_by_role("button", name=say("Send")).click()
    expect(page.locator("[data-comment]", has_text="Thank you for telling us.")).to_be_visible()
    page.locator(".slab-foot button").first.click()
    expect(page.locator("article.post")).to_be_visible()

    page.locator(".byline").first.get_by_label(say("More about this post")).click()
    page.get_by_role("link", name=say("Report")).first.click()
    page.get_by_label(say("Advertising, off topic")).check()
    page.get_by_label(say("In a few words")).fill("It sells something.")
    page.get_by_role("button", name=say("Send the report")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("My reports"))
    expect(page.get_by_text("It sells something.")).to_be_visible()

    alice.goto(f"/proposals/{company.things['demo_vote']}")
    ballot = page.locator("#ballot")
    ballot.locator("input[type=radio]").first.check()
    ballot.locator("button.button-primary").click()
    expect(ballot.get_by_role("button", name=say("Change my vote"))).to_be_visible()


@in_english
def test_a_browser_without_javascript_keeps_and_pins_a_message(come, company):
    account = company.account("moussa")
    colleague = company.account("nadege").get("/me")["id"]
    talk = account.post("/conversations", {"person_ids": [colleague]})["id"]
    account.post(
        f"/conversations/{talk}/messages", {"client_id": "no-scripts", "body": "The gate code changes on Monday."}
    )
    moussa = come("moussa", java_script_enabled=False, viewport=PHONE)
    page, say = moussa.goto(f"/messages/{talk}"), moussa.say
    line = page.locator("[data-message]", has_text="The gate code changes")
    line.get_by_role("link", name=say("Keep, pin and more")).click()
    page.get_by_role("button", name=say("Keep"), exact=True).click()
    expect(line.get_by_text(say("Kept by you"))).to_be_visible()
    line.get_by_role("link", name=say("Keep, pin and more")).click()
    page.get_by_role("button", name=say("Pin to the top of the conversation")).click()
    expect(
        page.get_by_role("link", name=say.count("%(num)d pinned message", "%(num)d pinned messages", 1))
    ).to_be_visible()
