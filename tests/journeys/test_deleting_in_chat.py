"""Deleting what one said: asked a second time, gone for everybody or kept."""

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.browser import PHONE


@in_both
def test_a_message_goes_only_once_its_author_said_so_a_second_time(come, company, locale):
    author, reader = company.account("karim"), company.account("moussa")
    conversation = author.post("/conversations", {"person_ids": [reader.get("/me")["id"]]})["id"]
    message = {"client_id": f"slip-{locale}", "body": "Casier 6, pas casier 9."}
    author.post(f"/conversations/{conversation}/messages", message)
    karim = come("karim", **({"viewport": PHONE, "has_touch": True, "is_mobile": True} if locale == "fr-FR" else {}))
    page, say = karim.open(f"/messages/{conversation}"), karim.say
    theirs = come("moussa").open(f"/messages/{conversation}").locator("[data-message]").last
    line = page.locator("[data-message]").last
    more = line.get_by_role("button", name=say("Reply, react and more"))

    def choose_to_delete():
        if locale == "fr-FR":
            line.locator("[data-text]").tap()
        else:
            more.click()
        page.get_by_role("menuitem", name=say("Delete")).click()
        return page.get_by_role("dialog", name=say("Delete this message?"))

    question = choose_to_delete()
    expect(question).to_contain_text("Casier 6, pas casier 9.")
    assert karim.accessibility_faults() == []
    page.keyboard.press("Enter")
    expect(question).to_be_hidden()
    expect(line).to_contain_text("Casier 6")
    expect(more).to_be_focused()

    choose_to_delete().get_by_role("button", name=say("Delete it")).click()
    expect(line).to_contain_text(say("Message deleted"))
    expect(theirs).not_to_contain_text("Casier 6")
    assert karim.complaints == []
