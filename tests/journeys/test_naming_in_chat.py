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
