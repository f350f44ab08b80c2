"""Thanking a colleague from a phone, then putting the post away and taking that back."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.support.browser import PHONE


def test_a_colleague_is_thanked_by_name_and_the_post_put_away_and_brought_back(come):
    alice, words = come("alice", viewport=PHONE), f"Merci pour hier soir {uuid4().hex[:6]}"
    page, say = alice.open("/"), alice.say
    page.get_by_label(say("Your post")).fill(words)
    page.get_by_role("button", name=say("More"), exact=True).click()
    page.get_by_role("button", name=say("Say thanks")).click()
    field = page.get_by_label(say("Whom do you thank?"))
    field.press_sequentially("nora")
    expect(page.locator("[data-handle=nora]")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value("@nora, ")
    page.get_by_role("button", name=say("Publish"), exact=True).click()
    mine = page.locator("article[data-post]", has_text=words)
    expect(mine).to_contain_text("Nora Aït Saïd")

    mine.locator(".byline summary").click()
    mine.get_by_text(say("Archive the post")).click()
    expect(page.get_by_text(say("Post archived."))).to_be_visible()
    expect(page.locator("article[data-post]", has_text=words)).to_have_count(0)
    page.get_by_role("button", name=say("Undo")).click()
    expect(page.locator("article[data-post]", has_text=words)).to_be_visible()
