"""Files in a conversation: a picture is pasted, a file dropped, one's voice recorded, all of it without a mouse."""

import re

from playwright.sync_api import expect

from tests.journeys.carrying import copy_picture, drop
from tests.journeys.conftest import in_both
from tests.journeys.inspecting import over_the_edge
from tests.journeys.keyboard import Hands, press_until
from tests.support.browser import PHONE


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
    for file in (added.first, added.filter(has_text="mesures.csv")):
        expect(file).to_have_attribute("data-file", re.compile("."))
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


def share(visitor, page, other):
    """A picture, a file and a link, sent in a conversation that is open on a page."""
    copy_picture(page)
    page.locator("#chat-body").focus()
    page.keyboard.press("Control+v")
    drop(page.get_by_role("log"), "Relevé-de-cuve.csv")
    expect(page.locator("[data-added][data-file]")).to_have_count(2)
    page.locator("[data-added]").first.get_by_label(visitor.say("What the picture shows")).fill("La cuve, vue du quai")
    for words in ("La mesure et la photo.", "Le plan est sur https://plans.example/cuve"):
        page.locator("#chat-body").fill(words)
        page.locator("#chat-body").press("Enter")
        expect(other.locator("[data-message]", has_text=words)).to_be_visible()


def talk_of(come, company, who, whom):
    """A conversation of its own each time, which two look at of the three who take part."""
    people = [company.account(each).get("/me")["id"] for each in (whom, "moussa")]
    talk = company.account(who).post("/conversations", {"person_ids": people, "title": "La cuve"})
    address = f"/messages/{talk['id']}"
    return address, come(who), come(whom)


@in_both
def test_what_was_shared_is_found_again_by_the_keys_alone(come, company):
    address, clara, didier = talk_of(come, company, "clara", "didier")
    page = didier.open(address)
    share(clara, clara.open(address), page)
    say, hands = didier.say, Hands(didier)
    page.locator("#chat-body").focus()
    hands.press(page.get_by_role("link", name=say("Files and links")))
    expect(page).to_have_url(re.compile("/files$"))
    pictures = page.get_by_role("link", name="La cuve, vue du quai")
    hands.press(pictures.first)
    expect(page.get_by_role("dialog").get_by_role("img", name="La cuve, vue du quai")).to_be_visible()
    page.keyboard.press("Escape")
    expect(pictures.first).to_be_focused()
    assert didier.accessibility_faults() == []

    hands.press(page.get_by_role("link", name=say("Files"), exact=True))
    expect(page).to_have_url(re.compile("kind=document"))
    hands.write(page.get_by_label(say("Words of the name")), "RELEVE")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=RELEVE"))
    files = page.locator(".shared-rows > li")
    expect(files.first.locator("mark")).to_have_text("Relevé")
    assert didier.accessibility_faults() == []
    hands.press(files.first.get_by_role("link", name=say("See it in the conversation")))
    line = page.locator("[data-message]:target")
    expect(line).to_contain_text("La mesure et la photo.")
    expect(line).to_be_in_viewport()

    page.go_back()
    hands.press(page.get_by_role("link", name=say("Links"), exact=True))
    expect(page.get_by_role("link", name="https://plans.example/cuve").first).to_be_visible()
    hands.write(page.get_by_label(say("Words of the message")), "grue")
    page.keyboard.press("Enter")
    expect(page.get_by_text(say("No link was sent here with these words."))).to_be_visible()
    assert didier.accessibility_faults() == []
    assert clara.complaints == didier.complaints == []


@in_both
def test_what_was_shared_is_at_hand_on_a_phone(come, company):
    address, ana, samuel = talk_of(come, company, "ana", "samuel")
    phone = come("samuel", viewport=PHONE, has_touch=True, is_mobile=True)
    share(ana, ana.open(address), samuel.open(address))
    say, page = phone.say, phone.open(f"{address}?panel=people")
    page.get_by_role("link", name=say("Files and links")).tap()
    picture = page.get_by_role("link", name="La cuve, vue du quai").first
    expect(picture).to_be_visible()
    for kind, shown in ((say("Files"), "Relevé-de-cuve.csv"), (say("Links"), "https://plans.example/cuve")):
        page.get_by_role("link", name=kind, exact=True).tap()
        expect(page.get_by_role("link", name=shown).first).to_be_visible()
        assert over_the_edge(page) == []
        assert phone.accessibility_faults() == []
    page.get_by_role("link", name=say("Back to the conversation")).tap()
    expect(page).to_have_url(re.compile(f"{address}$"))
    assert phone.complaints == []
