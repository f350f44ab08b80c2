"""Marking as unread: it waits at once, on the page one is on and on the other device, until one opens it again."""

from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.browser import PHONE
from tests.support.waiting import until


@in_both
def test_what_was_read_is_marked_as_unread_and_waits_until_one_comes_back(come, company, locale):
    author, reader = company.account("karim"), company.account("dylan")
    conversation = author.post("/conversations", {"person_ids": [reader.get("/me")["id"]]})["id"]
    for number, body in enumerate(("Le palan est révisé.", "La grue aussi.", "Reste le treuil.")):
        author.post(f"/conversations/{conversation}/messages", {"client_id": f"{locale}{number}", "body": body})
    where, waits = f"/messages/{conversation}", lambda: reader.get(f"/conversations/{conversation}")["unread"]
    on_phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    desk, phone = come("dylan"), come("dylan", **on_phone)
    page, say = desk.open(where), desk.say
    desk.hear()
    handset = phone.open("/messages")
    phone.hear()
    until(lambda: waits() == 0)

    line = page.locator("[data-message]", has_text="La grue aussi.").last
    line.hover()
    line.get_by_role("button", name=say("Reply, react and more")).press("Enter")
    page.get_by_role("menuitem", name=say("Mark as unread from here")).press("Enter")
    expect(page.locator(".toast", has_text=say("Unread from here on, until you come back."))).to_be_visible()
    expect(page.locator("[data-new] + [data-message]")).to_contain_text("La grue aussi.")
    expect(page.locator("[data-day]")).to_have_count(1)
    row = f'[data-row="{conversation}"] [data-count=waits] [data-number]'
    for shown in (page, handset):
        expect(shown.locator(row)).to_have_text("2")
    assert desk.accessibility_faults() == []

    author.post(f"/conversations/{conversation}/messages", {"client_id": f"{locale}-more", "body": "Et la peinture."})
    expect(page.locator("[data-message]").last).to_contain_text("Et la peinture.")
    for shown in (page, handset):
        expect(shown.locator(row)).to_have_text("3")
    assert waits() == 3, "the page that is open takes nothing for read"

    phone.open(where)
    until(lambda: waits() == 0)
    expect(page.locator(row)).to_be_hidden()
    assert desk.complaints == phone.complaints == []


def test_who_writes_where_it_was_marked_has_read_it_and_a_mark_is_taken_back(come, company):
    author, reader = company.account("karim"), company.account("moussa")
    conversation = author.post("/conversations", {"person_ids": [reader.get("/me")["id"]]})["id"]
    author.post(f"/conversations/{conversation}/messages", {"client_id": "k", "body": "Le treuil est bloqué."})
    moussa = come("moussa")
    page, say = moussa.open(f"/messages/{conversation}"), moussa.say
    moussa.hear()
    waits = lambda: reader.get(f"/conversations/{conversation}")["unread"]  # noqa: E731
    until(lambda: waits() == 0)
    line = page.locator("[data-message]").last

    def mark():
        line.hover()
        line.get_by_role("button", name=say("Reply, react and more")).click()
        page.get_by_role("menuitem", name=say("Mark as unread from here")).click()
        until(lambda: waits() == 1)

    mark()
    page.locator(".toast").get_by_role("button", name=say("Undo")).click()
    until(lambda: waits() == 0)
    mark()
    field = page.locator("form.chat-composer textarea")
    field.fill("J’y vais.")
    field.press("Enter")
    until(lambda: waits() == 0)
