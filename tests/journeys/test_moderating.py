"""A report, from two taps to the judgement of an appeal: both sides are told, and nobody judges their own decision."""

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.browser import PHONE

REASON = "Le message vise une équipe, pas un fait."


@in_both
def test_a_report_is_handled_contested_and_judged_by_somebody_else(come, company, locale):
    words = f"Le magasin dort debout, ça se voit ({locale})."
    post = company.account("alice").post("/posts", {"body": words})["id"]
    alice, bruno, chloe = come("alice"), come("bruno", viewport=PHONE, has_touch=True), come("chloe")
    home = alice.open("/notifications")
    chloe.open("/moderation")
    report_in_two_taps(bruno, post)
    hide_what_was_reported(chloe, words)
    expect(home.locator(".toast")).to_have_text(alice.say("A decision concerns you. Read the reasons."))
    assert bruno.page.goto(f"{bruno.base_url}/posts/{post}").status == 404
    outcome = bruno.open("/reports/mine").get_by_role("article").first
    expect(outcome).to_contain_text(bruno.say("Hide until reviewed"))
    expect(outcome).to_contain_text(REASON)

    alice.open(f"/posts/{post}")
    expect(home.get_by_text(alice.say("Hidden by moderation"))).to_be_visible()
    decision = alice.open("/decisions/mine").get_by_role("article").first
    expect(decision).to_contain_text(REASON)
    by_whom = alice.say("Decided by %(name)s, not by a machine", name="Chloé Garnier")
    expect(decision.get_by_text(by_whom)).to_be_visible()
    decision.get_by_role("link", name=alice.say("Contest this decision")).click()
    home.get_by_label(alice.say("Why do you contest it?")).fill("C’était une plaisanterie, et elle visait l’heure.")
    home.get_by_role("button", name=alice.say("Send the appeal")).click()
    appeal = alice.say("Appeal: %(measure)s", measure=alice.say("Hide until reviewed"))

    expect(chloe.open("/moderation").get_by_role("link", name=appeal)).to_have_count(0)
    farid = come("farid")
    desk = farid.open("/moderation")
    desk.get_by_role("link", name=appeal).click()
    desk.get_by_label(farid.say("The decision is overturned")).check()
    desk.get_by_label(farid.say("Reasons, read by both sides")).fill("Une pique sur l’heure n’est pas une attaque.")
    desk.get_by_role("button", name=farid.say("Judge the appeal")).click()
    expect(desk.get_by_role("heading", name=farid.say("The decision is overturned"))).to_be_visible()

    expect(bruno.open(f"/posts/{post}").locator(f'article[data-post="{post}"]')).to_contain_text(words)
    expect(alice.open("/decisions/mine").get_by_role("article").first).to_contain_text("Une pique sur l’heure")
    assert company.server.instance.command("check").count(": ok") > 3
    assert alice.complaints == chloe.complaints == farid.complaints == []


def report_in_two_taps(visitor, post):
    """From the post's menu, without leaving the page."""
    page = visitor.open("/?scope=all")
    offending = page.locator(f'article[data-post="{post}"]')
    offending.locator("> .byline").get_by_label(visitor.say("More about this post")).tap()
    offending.get_by_role("link", name=visitor.say("Report")).tap()
    dialog = page.get_by_role("dialog", name=visitor.say("Report something"))
    dialog.get_by_label(visitor.say("Harassment, repeated remarks")).check()
    assert visitor.accessibility_faults() == []
    dialog.get_by_label(visitor.say("In a few words")).fill("Troisième pique contre le magasin cette semaine.")
    dialog.get_by_role("button", name=visitor.say("Send the report")).click()
    expect(dialog.get_by_role("link", name=visitor.say("Follow my reports"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def hide_what_was_reported(visitor, words):
    """Come by the bell, take the case, and hide the words by an article and with a reason."""
    page, say = visitor.page, visitor.say
    expect(page.locator(".toast", has_text=say("A report waits to be read"))).to_be_visible()
    visitor.open("/notifications").get_by_role("link", name=say("A report waits to be read")).first.click()
    expect(page.locator(".moment", has_text=words)).to_be_visible()
    page.get_by_role("button", name=say("Take the case")).click()
    page.get_by_label(say("Hide until reviewed")).check()
    consequence = say("Only its author still sees it; nobody can answer it or react to it.")
    expect(page.get_by_text(consequence)).to_be_visible()
    page.get_by_label(say("Article of the code of conduct")).select_option(index=1)
    page.get_by_label(say("Reasons, read by both sides")).fill(REASON)
    page.get_by_role("button", name=say("Apply the measure")).click()
    expect(page.locator(".lintel", has_text=say("Decided"))).to_be_visible()
