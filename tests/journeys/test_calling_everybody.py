"""Calling everybody in a conversation: offered, asked for once more, heard on every device, plain text for others."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.journeys.test_talking import write
from tests.support.browser import PHONE
from tests.support.waiting import until

CREW = ["moussa", "loic", "sandrine", "kevin", "mireille", "tomasz", "jordan", "nora", "dylan", "stephanie", "celine"]
READERS = {"fr-FR": "stephanie", "en-GB": "celine"}
NAMES = {"fr-FR": "tous", "en-GB": "all"}


@pytest.fixture
def crew(company, locale):
    """A conversation of so many people that nobody calls them all by mistake; Yannick looks after it."""
    people = [company.account(who).get("/me")["id"] for who in (*CREW, "clara", "ines")]
    title = f"Équipe du {NAMES[locale]}"
    return company.account("yannick").post("/conversations", {"person_ids": people, "title": title})["id"]


@in_both
def test_everybody_is_called_once_more_asked_for_and_each_hears_it_on_every_device(come, company, crew, locale):
    reader, name = READERS[locale], NAMES[locale]
    yannick, desk = come("yannick", reduced_motion="reduce"), come(reader)
    phone = come(reader, viewport=PHONE, has_touch=True, is_mobile=True)
    page, say = yannick.open(f"/messages/{crew}"), yannick.say
    for other in (desk, phone):
        other.open("/messages")
        other.hear()
    field = page.locator("#chat-body")
    field.press_sequentially(f"@{name[:2]}")
    option = page.get_by_role("option", name=re.compile("13"))
    expect(option).to_contain_text(f"@{name}")
    option.click()
    expect(field).to_have_value(f"@{name} ")
    sign = page.locator(".chat-calling")
    expect(sign).to_be_visible()
    expect(sign).to_contain_text("13")
    assert yannick.accessibility_faults() == []
    field.press_sequentially("le pont est en panne")
    field.press("Enter")
    dialog = page.get_by_role("dialog", name=say("Call everybody?"))
    expect(dialog).to_contain_text("13")
    assert yannick.accessibility_faults() == []
    page.keyboard.press("Enter")  # what is safe has the focus
    expect(dialog).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value(f"@{name} le pont est en panne")
    field.press("Enter")
    dialog.get_by_role("button", name=say("Call them")).press("Enter")
    said = page.locator("[data-message]", has_text="le pont est en panne")
    expect(said.locator("span.mention")).to_have_text(f"@{name}")
    expect(said).not_to_have_class(re.compile("message-to-me"))
    expect(sign).to_be_hidden()

    row = f'[data-row="{crew}"]'
    for other in (desk, phone):
        expect(other.page.locator(f"{row} [data-count=mentions] [data-number]")).to_have_text("1")
    shown = desk.open(f"/messages/{crew}")
    expect(shown.locator("[data-message]", has_text="le pont est en panne")).to_have_class(re.compile("message-to-me"))
    until(lambda: company.account(reader).get(f"/conversations/{crew}")["unread_mentions"] == 0)
    expect(phone.page.locator(f"{row} [data-count=mentions]")).to_be_hidden()
    assert yannick.complaints == desk.complaints == phone.complaints == []


@in_both
def test_a_call_that_is_written_for_later_is_asked_for_when_it_is_written(come, company, crew, locale):
    writer, name = come("yannick"), NAMES[locale]
    page, say = writer.open(f"/messages/{crew}"), writer.say
    page.locator("#chat-body").fill(f"@{name}, demain au quai 2")
    page.get_by_label(say("Send later"), exact=True).click()
    page.locator("[name=soon]").first.click()
    page.get_by_role("dialog", name=say("Call everybody?")).get_by_role("button", name=say("Call them")).click()
    expect(page.locator(".chat-scheduled")).to_contain_text(re.compile("1"))
    waiting = company.account("yannick").get("/messages/scheduled")["items"]
    assert [each["body"] for each in waiting if each["conversation_id"] == crew] == [f"@{name}, demain au quai 2"]
    assert writer.complaints == []


@in_both
def test_who_may_not_call_everybody_is_told_so_and_writes_on(come, company, crew, locale):
    writer, name = come("dylan"), NAMES[locale]
    page, say = writer.open(f"/messages/{crew}"), writer.say
    field = page.locator("#chat-body")
    field.press_sequentially(f"@{name}")
    sign = page.locator(".chat-calling")
    expect(sign).to_have_text(say("Here only who looks after the conversation calls everybody: this stays plain text."))
    expect(page.get_by_role("option")).to_have_count(0)
    field.fill("bonjour")
    expect(sign).to_be_hidden()
    write(writer, f"@{name}, bonjour")
    said = page.locator("[data-message]", has_text="bonjour").last
    expect(said).to_contain_text(f"@{name}, bonjour")
    expect(said.locator(".mention")).to_have_count(0)
    assert company.account(READERS[locale]).get(f"/conversations/{crew}")["unread_mentions"] == 0
    assert writer.complaints == []


@in_both
def test_who_looks_after_a_conversation_lets_everybody_in_it_call_all(come, company, crew, locale):
    owner = come("yannick")
    page, say = owner.open(f"/messages/{crew}/settings"), owner.say
    asked = page.get_by_role("group", name=say("Who calls everybody, with @all?"))
    asked.get_by_label(say("Everybody in the conversation")).check()
    assert owner.accessibility_faults() == []
    page.get_by_role("button", name=say("Save")).click()
    expect(asked.get_by_label(say("Everybody in the conversation"))).to_be_checked()
    assert company.account("dylan").get(f"/conversations/{crew}")["can_call_all"]
    expect(owner.open(f"/messages/{crew}").get_by_role("log")).to_contain_text(
        say("{name} lets everybody call everybody here").replace(
            "{name}", company.account("yannick").get("/me")["name"]
        )
    )


@in_both
def test_a_reply_that_is_shown_in_the_conversation_too_reaches_everybody_there(come, company, crew, locale):
    asked = {"client_id": f"key-{crew}", "body": "Qui a la clef ?"}
    message = company.account("yannick").post(f"/conversations/{crew}/messages", asked)["id"]
    writer, name = come("yannick"), NAMES[locale]
    page, say = writer.open(f"/messages/{crew}?thread={message}"), writer.say
    field, sign = page.locator("#answer-body"), page.get_by_role("complementary").locator(".chat-calling")
    field.fill(f"@{name} trouvée")
    expect(sign).to_have_text(say("Nobody else follows this thread: nobody is called."))
    page.get_by_label(say("Also show in the conversation")).check()
    expect(sign).to_contain_text("13")
    field.press("Enter")
    page.get_by_role("dialog", name=say("Call everybody?")).get_by_role("button", name=say("Call them")).click()
    expect(page.get_by_role("complementary").locator("[data-message]").last.locator(".mention")).to_have_text(
        f"@{name}"
    )
    until(lambda: company.account(READERS[locale]).get(f"/conversations/{crew}")["unread_mentions"] == 1)
    assert writer.complaints == []
