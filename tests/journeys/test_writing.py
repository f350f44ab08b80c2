"""Writing with the composer: shaping the text, seeing how it will read, and finding it again after a reload."""

from playwright.sync_api import expect


def test_a_text_is_shaped_seen_beforehand_and_kept(come):
    alice = come("alice")
    page, say = alice.open("/"), alice.say
    field = page.get_by_label(say("Your post"))
    field.click()
    page.keyboard.type("The crane is")
    page.keyboard.press("Control+b")
    page.keyboard.type("back")
    page.get_by_role("button", name=say("Preview")).click()
    expect(page.get_by_role("region", name=say("Preview")).locator("strong")).to_have_text("back")
    page.get_by_role("button", name=say("Emoji")).first.click()
    page.keyboard.type("cotillons")
    page.keyboard.press("Enter")
    expect(field).to_have_value("The crane is**back🎉**")

    page.get_by_role("button", name=say("Question"), exact=True).click()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.get_by_label(say("Your post"))).to_have_value("The crane is**back🎉**")
    page.get_by_role("button", name=say("Publish"), exact=True).click()
    mine = page.locator("article[data-post]").first
    expect(mine).to_contain_text(say("Question still open"))
    expect(mine.locator(".prose strong")).to_have_text("back🎉")


def test_a_comment_that_may_hurt_is_sent_all_the_same_the_second_time(come, company):
    post = company.account("alice").post("/posts", {"body": "Le quai est sec."})["id"]
    bruno = come("bruno")
    page, say = bruno.open(f"/posts/{post}"), bruno.say
    page.get_by_label(say("Your answer")).fill("Quel idiot.")
    page.get_by_role("button", name=say("Send"), exact=True).click()
    expect(page.locator("form[data-answer] .note")).to_contain_text("« idiot »")
    page.get_by_role("button", name=say("Send"), exact=True).click()
    expect(page.locator("article.comment")).to_contain_text("Quel idiot.")
    expect(page.locator("form[data-answer] .note")).to_have_count(0)


def test_an_announcement_is_addressed_timed_let_go_and_taken_back_with_the_keys(come):
    david = come("david")
    page, say = david.open("/"), david.say
    field = page.get_by_label(say("Your post"))
    field.click()
    page.keyboard.type(":pizz")
    expect(page.locator(".option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=say("More"), exact=True).press("Enter")
    page.get_by_role("button", name=say("Announcement"), exact=True).press("Enter")
    audience = page.get_by_label(say("For these departments only"))
    audience.press_sequentially("produc")
    expect(page.locator("[data-handle=production]")).to_be_visible()
    audience.press("Enter")
    expect(audience).to_have_value("Production, ")
    page.get_by_text(say("Publish later"), exact=True).click()
    page.get_by_label(say("When, by your clock")).fill("2099-01-04T09:00")
    expect(page.get_by_role("button", name=say("Schedule"), exact=True)).to_be_visible()

    expect(page.get_by_text(say("Draft kept"))).to_be_visible()
    page.get_by_role("button", name=say("Discard")).click()
    expect(field).to_have_value("")
    expect(audience).to_be_hidden()
    page.get_by_role("button", name=say("Undo")).click()
    expect(field).to_have_value("🍕 ")
    expect(audience).to_have_value("Production, ")


def test_what_is_deleted_meanwhile_leaves_the_open_page_and_what_one_wrote_stays(come, company):
    alice = company.account("alice")
    post = alice.post("/posts", {"body": "Le quai est sec."})["id"]
    comment = alice.post(f"/posts/{post}/comments", {"body": "Vraiment sec."})["id"]
    bruno = come("bruno")
    page, say = bruno.open(f"/posts/{post}"), bruno.say
    bruno.hear()
    page.get_by_label(say("Your answer")).fill("Je passe ce soir.")
    alice.ask("DELETE", f"/comments/{comment}")
    expect(page.locator(".comment-gone")).to_have_text(say("This comment was taken away."))
    expect(page.locator("#comments-title")).to_have_text(say("No comment yet"))
    alice.ask("DELETE", f"/posts/{post}")
    expect(page.locator(".post-gone")).to_contain_text(say("This post is no longer here."))
    expect(page.locator(".post-gone")).to_contain_text("Je passe ce soir.")
    expect(page.get_by_text("Le quai est sec.")).to_have_count(0)
    expect(page.locator("#comments")).to_be_hidden()
