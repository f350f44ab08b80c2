"""Files in a conversation: a picture is pasted, a file dropped, one's voice recorded, all of it without a mouse."""

import re

from playwright.sync_api import expect

from tests.journeys.carrying import copy_picture, drop
from tests.journeys.conftest import in_both
from tests.journeys.keyboard import Hands, press_until


def meet(come, company):
    """Two colleagues who look at their conversation."""
    rachid, priya = come("rachid"), come("priya")
    talk = company.account("rachid")
    other = company.account("priya").get("/me")["id"]
    address = f"/messages/{talk.post('/conversations', {'person_ids': [other]})['id']}"
    return rachid, rachid.open(address), priya.open(address)


def test_a_picture_that_is_pasted_and_a_file_that_is_dropped_go_with_the_words(come, company):
    rachid, mine, theirs = meet(come, company)
    say = rachid.say
    added = mine.locator("[data-added]")
    expect(mine.locator("#chat-body")).to_be_focused()
    copy_picture(mine)
    mine.keyboard.press("Control+v")
    expect(added).to_have_count(1)
    drop(mine.get_by_role("log"), "mesures.csv")
    expect(added).to_have_count(2)
    expect(added.filter(has_text="mesures.csv")).to_have_attribute("data-file", re.compile("."))
    Hands(rachid).write(added.first.get_by_label(say("What the picture shows")), "La cuve, vue du quai")
    assert rachid.accessibility_faults() == []
    mine.locator("#chat-body").focus()
    mine.keyboard.type("La mesure et la photo.")
    mine.keyboard.press("Enter")
    expect(added).to_have_count(0)
    for page in (mine, theirs):
        line = page.locator("[data-message]", has_text="La mesure et la photo.")
        expect(line.get_by_role("img", name="La cuve, vue du quai")).to_be_visible()
        expect(line.get_by_role("link", name=re.compile(r"mesures\.csv"))).to_be_visible()
    assert rachid.complaints == []


@in_both
def test_ones_voice_is_recorded_heard_and_sent_by_the_keys_alone(come, company):
    rachid, mine, theirs = meet(come, company)
    say, hands = rachid.say, Hands(rachid)
    field, recording = mine.locator("#chat-body"), mine.get_by_role("group", name=say("Recording"))
    before = mine.locator("[data-player=sound]").count()
    hands.press(mine.get_by_role("button", name=say("Record a voice note")))
    expect(recording).to_be_visible()
    mine.keyboard.press("Escape")
    expect(recording).to_be_hidden()
    expect(field).to_be_focused()

    hands.press(mine.get_by_role("button", name=say("Record a voice note")))
    expect(mine.get_by_role("button", name=say("Stop"))).to_be_focused()
    expect(recording).to_contain_text("0:01")
    assert rachid.accessibility_faults() == []
    mine.keyboard.press("Enter")
    expect(recording).to_be_hidden()
    expect(field).to_be_focused()
    note = mine.locator("[data-added]", has_text=say("Voice note"))
    expect(note).to_have_count(1)
    expect(note.get_by_label(say("What it says, for those who do not hear it"))).to_be_visible()
    press_until(mine, note.get_by_role("button", name=say("Play")), "Shift+Tab")
    mine.keyboard.press("Enter")
    expect(note.get_by_role("button", name=say("Pause"))).to_be_visible()
    press_until(mine, field)
    mine.keyboard.press("Enter")
    expect(note).to_have_count(0)
    for page in (mine, theirs):
        expect(page.locator("[data-message] [data-player=sound]")).to_have_count(before + 1)
    theirs.locator("[data-player=sound]").last.get_by_role("button", name=say("Play")).press("Enter")
    expect(theirs.locator("[data-player=sound] [data-play]").last).to_have_accessible_name(say("Pause"))
    assert rachid.complaints == []
