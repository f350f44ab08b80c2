"""What is offered while one writes in a conversation or a thread: emoji by the names all chats know, and people."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def talk(company):
    karim, moussa = company.account("karim"), company.account("moussa")
    people = [moussa.get("/me")["id"], company.account("nora").get("/me")["id"]]
    conversation = karim.post("/conversations", {"person_ids": people, "title": "Bretelles"})["id"]
    asked = {"client_id": f"strap-{conversation}", "body": "Bretelle gauche ou droite ?"}
    return conversation, moussa.post(f"/conversations/{conversation}/messages", asked)["id"]


def test_emoji_and_people_are_offered_in_a_conversation_and_in_its_thread(come, talk):
    conversation, message = talk
    karim = come("karim")
    page, say = karim.open(f"/messages/{conversation}?thread={message}"), karim.say
    written, answered = page.locator("#chat-body"), page.locator("#answer-body")
    for field in (written, answered):
        for name, emoji in ((":tada", "🎉"), (":+1", "👍️"), (":fus", "🚀"), (":heart", "❤️")):
            field.fill("")
            field.press_sequentially(name)
            expect(page.get_by_role("option").first).to_contain_text(emoji)
            field.press("Enter")
            expect(field).to_have_value(f"{emoji} ")
        field.fill("")
        field.press_sequentially("@mouss")
        expect(page.get_by_role("option", name="Moussa")).to_be_visible()
        field.press("Tab")
        expect(field).to_have_value("@moussa ")
    page.locator("form", has=written).get_by_role("button", name=say("Emoji")).click()
    page.get_by_label(say("Search for an emoji")).fill("rocket")
    assert karim.accessibility_faults() == []
    page.keyboard.press("Enter")
    expect(written).to_have_value("@moussa 🚀")
    expect(written).to_be_focused()
    assert karim.complaints == []


def test_behind_a_name_that_was_taken_stands_one_space(come, talk):
    conversation, _message = talk
    page = come("karim").open(f"/messages/{conversation}")
    field = page.locator("#chat-body")

    def take(name):
        field.press_sequentially(name)
        expect(page.get_by_role("option").first).to_be_visible()
        field.press("Enter")

    field.fill("demain")  # a space that stands there already is gone over
    field.press("Home")
    field.press_sequentially(" ")
    field.press("Home")
    take("@mouss")
    field.press_sequentially("vient ")
    expect(field).to_have_value("@moussa vient demain")
    field.fill("")  # one that is typed out of habit is the one that was put
    take("@mouss")
    field.press_sequentially(" vient  demain")
    expect(field).to_have_value("@moussa vient  demain")
    field.fill("")
    take(":tada")
    field.press_sequentially(" oui")
    expect(field).to_have_value("🎉 oui")
