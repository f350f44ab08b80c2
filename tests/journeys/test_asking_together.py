"""Polls in a conversation: asked without leaving it, voted by touch on a phone, the result live on both."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.browser import PHONE
from tests.support.waiting import until


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
    expect(seen.locator("[data-mine]")).to_contain_text("Heron")
    one_vote = re.compile(r"1\svote")  # with a space at which no line ends in French
    expect(asked.locator("[data-option]", has_text="Heron").locator("[data-votes]")).to_have_text(one_vote)
    expect(asked.locator("[data-mine]")).to_have_count(0)  # nobody else's choice is one's own
    phone.reload()
    expect(seen.get_by_role("radio", name="Heron")).to_be_checked()
    seen.get_by_text("Kestrel").tap()
    expect(seen.locator("[data-mine]")).to_contain_text("Kestrel")
    seen.get_by_role("button", name=voter.say("Take my vote back")).tap()
    expect(seen.locator("[data-mine]")).to_have_count(0)
    expect(asked).to_contain_text(asker.say("No vote yet"))
    seen.get_by_text("Heron").tap()
    expect(asked.locator("[data-option]", has_text="Heron").locator("[data-votes]")).to_have_text(one_vote)
    assert voter.accessibility_faults() == []

    page.wait_for_selector("html[data-ready]", state="attached")
    asked.get_by_role("link", name=asker.say("Who voted")).click()
    page.get_by_role("button", name=asker.say("Close the poll now")).click()
    expect(page.get_by_role("radio", name="Heron")).to_be_disabled()
    expect(seen.get_by_role("radio", name="Heron")).to_be_disabled()
    expect(seen).to_contain_text(voter.say("This poll is closed."))
    assert asker.complaints == voter.complaints == []


@in_both
def test_in_the_feed_a_tap_votes_the_last_of_two_counts_and_keys_vote_by_enter(come, company, locale):
    poll = {"options": ["Lundi", "Mardi", "Jeudi"], "results": "voted"}
    post = company.account("gaelle").post("/posts", {"body": f"Quel jour ? {locale}", "poll": poll})["id"]
    bruno = come("bruno")
    page, say = bruno.open(f"/posts/{post}"), bruno.say
    ballot = page.locator("[data-poll]").first
    shown = lambda: company.account("bruno").get(f"/posts/{post}")["poll"]["my_votes"]  # noqa: E731
    share = ballot.locator("[data-option]", has_text="Mardi").locator("[data-votes]")
    page.evaluate(  # two taps, faster than the house answers the first
        """() => { for (const value of ["1", "2"]) {
            const row = document.querySelector(`[data-poll] [data-option="${value}"]`);
            row.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
            row.querySelector("input").click();
        } }"""
    )
    expect(ballot.locator("[data-mine]")).to_contain_text("Mardi")
    expect(share).to_have_text(re.compile(r"1\svote"))
    until(lambda: shown() == ["2"])
    assert bruno.accessibility_faults() == []

    ballot.get_by_role("radio", name="Mardi").focus()
    page.keyboard.press("ArrowDown")
    expect(ballot.get_by_role("button", name=say("Change my vote"))).to_be_visible()
    assert shown() == ["2"]
    page.keyboard.press("Space")
    expect(ballot.locator("[data-mine]")).to_contain_text("Jeudi")
    until(lambda: shown() == ["3"])

    ballot.get_by_role("button", name=say("Take my vote back")).press("Enter")
    expect(ballot.locator("[data-mine]")).to_have_count(0)
    expect(share).to_have_text("")  # the result shows to those who voted
    expect(page.locator("[data-live]")).to_have_text(say("Your vote is taken back."))
    until(lambda: shown() == [])
    assert bruno.complaints == []


def test_of_several_choices_taps_choose_and_the_button_votes(come, company):
    poll = {"options": ["Lundi", "Mardi"], "multiple": True}
    post = company.account("gaelle").post("/posts", {"body": "Quels jours ?", "poll": poll})["id"]
    bruno = come("bruno")
    ballot = bruno.open(f"/posts/{post}").locator("[data-poll]").first
    for day in ("Lundi", "Mardi"):
        ballot.get_by_text(day).click()
    expect(ballot.locator("[data-mine]")).to_have_count(0)
    ballot.get_by_role("button", name=bruno.say("Cast my vote")).click()
    expect(ballot.locator("[data-mine]")).to_have_count(2)
