"""Three people talk at once; one of them by keys alone, and by what a screen reader says."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import in_english
from tests.journeys.keyboard import press_until
from tests.support.browser import PHONE


@in_english
def test_three_people_talk_and_one_of_them_uses_keys_alone(come, company):
    gaelle, erwan, olivier = come("gaelle"), come("erwan"), come("olivier", viewport=PHONE, has_touch=True)
    talk = company.account("gaelle")
    people = [talk.get(f"/people?q={name}")["items"][0]["id"] for name in ("erwan", "olivier")]
    conversation = talk.post("/conversations", {"person_ids": people, "title": "Loading bay"})["id"]
    address = f"/messages/{conversation}"
    mine, theirs, phone = gaelle.open(address), erwan.open(address), olivier.open(address)
    say = gaelle.say

    expect(mine.locator("#chat-body")).to_be_focused()
    mine.keyboard.type("The lorry is early.")
    mine.keyboard.press("Enter")
    for page in (theirs, phone):
        expect(page.get_by_role("log")).to_contain_text("The lorry is early.")
    for visitor, words in ((erwan, "I am on my way."), (olivier, "I take the trolley.")):
        visitor.page.locator("#chat-body").fill(words)
        visitor.page.get_by_role("button", name=visitor.say("Send"), exact=True).click()
    lines = mine.locator("[data-message]")
    expect(lines).to_have_count(3)
    said = [page.locator("[data-message] [data-text]").all_inner_texts() for page in (mine, theirs, phone)]
    assert said[0] == said[1] == said[2], "all see the same in the same order"

    live = mine.locator("[data-live]")
    expect(live).to_contain_text(re.compile("on my way|trolley"))
    for number in range(5):
        message = {"client_id": f"pallet-{number}", "body": f"Pallet {number}"}
        company.account("erwan").post(f"/conversations/{conversation}/messages", message)
    expect(live).to_contain_text("Pallet 4")
    expect(live).to_contain_text(re.compile(r"^[2-6] "))

    mine.keyboard.press("Escape")
    expect(lines.last).to_be_focused()
    mine.keyboard.press("ArrowUp")
    expect(lines.nth(6)).to_be_focused()
    mine.keyboard.press("Enter")
    menu = mine.get_by_role("menu", name=say("Reply, react and more"))
    press_until(mine, menu.get_by_role("menuitem", name=say("Reply"), exact=True), "ArrowDown")
    mine.keyboard.press("Enter")
    mine.keyboard.type("Which one?")
    mine.keyboard.press("Enter")
    expect(phone.get_by_role("log").locator("[data-message]").last).to_contain_text("Pallet 3")
    mine.keyboard.press("Escape")
    mine.keyboard.press("Escape")
    expect(mine.locator("#chat-body")).to_be_focused()
    mine.keyboard.press("ArrowUp")
    expect(mine.locator("#chat-body")).to_have_value("Which one?")
    mine.keyboard.press("Escape")
    mine.keyboard.press("Escape")
    mine.keyboard.press("?")
    keys = mine.get_by_role("dialog", name=say("Keys"))
    expect(keys).to_contain_text(say("from message to message"))
    assert gaelle.accessibility_faults() == []
    mine.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    talk.patch(f"/conversations/{conversation}", {"title": "Dock 2"})
    named = erwan.say("{name} named the conversation “{title}”").format(name=talk.get("/me")["name"], title="Dock 2")
    expect(theirs.locator("[data-live]")).to_contain_text(named)
    mine.keyboard.press("Alt+ArrowDown")
    mine.wait_for_url(lambda url: not url.endswith(address))
    assert gaelle.complaints == erwan.complaints == olivier.complaints == []
