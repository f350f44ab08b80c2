"""Polls in a conversation: asked without leaving it, voted by touch on a phone, the result live on both."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.browser import PHONE


@in_both
def test_a_poll_is_asked_voted_and_closed_while_both_look_on(come, locale):
    who, other = {"fr-FR": ("gaelle", "farid"), "en-GB": ("chloe", "farid")}[locale]
    asker, voter = come(who), come(other, viewport=PHONE, has_touch=True, is_mobile=True)
    page = asker.open(f"/people/{other}")
    page.get_by_role("link", name=asker.say("Write")).click()
    page.get_by_role("button", name=asker.say("Open the conversation")).click()
    page.wait_for_selector("html[data-ready]", state="attached")
    phone = voter.open(re.sub(r"^https?://[^/]+", "", page.url))

    link = page.get_by_role("link", name=asker.say("Ask with a poll"))
    link.focus()
    link.press("Enter")
    dialog = page.get_by_role("dialog", name=asker.say("Ask with a poll"))
    expect(dialog).to_be_visible()
    assert asker.accessibility_faults() == []
    dialog.get_by_label(asker.say("What do you ask?")).fill("Which boat?")
    dialog.get_by_label(asker.say("Options, one on each line")).fill("Kestrel\nHeron")
    dialog.get_by_role("button", name=asker.say("Send the poll")).click()
    asked = page.get_by_role("log").locator("[data-poll]").last
    expect(asked.get_by_role("radio", name="Heron")).to_be_visible()

    seen = phone.get_by_role("log").locator("[data-poll]").last
    expect(phone.get_by_role("log").locator("[data-message]").last).to_contain_text("Which boat?")
    seen.get_by_text("Heron").tap()
    seen.get_by_role("button", name=voter.say("Cast my vote")).tap()
    expect(seen.locator("[data-mine]")).to_contain_text("Heron")
    one_vote = re.compile(r"1\svote")  # with a space at which no line ends in French
    expect(asked.locator("[data-option]", has_text="Heron").locator("[data-votes]")).to_have_text(one_vote)
    expect(asked.locator("[data-mine]")).to_have_count(0)  # nobody else's choice is one's own
    phone.reload()
    expect(seen.get_by_role("radio", name="Heron")).to_be_checked()
    assert voter.accessibility_faults() == []

    page.wait_for_selector("html[data-ready]", state="attached")
    asked.get_by_role("link", name=asker.say("Who voted")).click()
    page.get_by_role("button", name=asker.say("Close the poll now")).click()
    expect(page.get_by_role("radio", name="Heron")).to_be_disabled()
    expect(seen.get_by_role("radio", name="Heron")).to_be_disabled()
    expect(seen).to_contain_text(voter.say("This poll is closed."))
    assert asker.complaints == voter.complaints == []
