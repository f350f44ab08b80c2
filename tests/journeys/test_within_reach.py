"""Within reach of the hand that points at a message: reacting with one click, copying its text and its code."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import in_both
from tests.support.browser import PHONE
from tests.support.waiting import until

CODE = "SELECT crane\n  FROM quay;"


def converse(company, author, reader, text, name):
    """A conversation in which somebody said this."""
    conversation = company.account(author).post(
        "/conversations", {"person_ids": [company.account(reader).get("/me")["id"]]}
    )["id"]
    said = {"client_id": f"reach-{name}", "body": text}
    message = company.account(author).post(f"/conversations/{conversation}/messages", said)["id"]
    return f"/messages/{conversation}", message


def reactions(company, who, where):
    found = company.account(who).get(f"/conversations/{where.rpartition('/')[2]}/messages")["items"][-1]
    return found["reactions"], found["my_reactions"]


@in_both
def test_one_reacts_with_one_click_and_what_one_said_last_stands_first(come, company, locale):
    where, _message = converse(company, "karim", "alice", "Le palan est là.", f"react-{locale}")
    alice = come("alice")
    page = alice.open(where)
    line = page.locator("[data-message]", has_text="Le palan est là.").last
    line.hover()
    bar = line.get_by_role("group", name=alice.say("Quick reactions"))
    offered = page.locator("[data-tools] [data-say]")
    first = [offered.nth(place).get_attribute("data-say") for place in range(4)]
    words = bar.get_by_role("button")
    expect(words).to_have_count(3)
    assert [words.nth(place).get_attribute("data-quick-word") for place in range(3)] == first[:3]
    words.nth(1).click()
    expect(words.nth(1)).to_have_attribute("aria-pressed", "true")
    until(lambda: reactions(company, "alice", where) == ({first[1]: 1}, [first[1]]))
    assert alice.accessibility_faults() == []

    line.get_by_role("button", name=alice.say("Reply, react and more")).click()
    offered.nth(3).click()
    until(lambda: reactions(company, "alice", where) == ({first[3]: 1}, [first[3]]))
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.locator("form.chat-composer textarea").focus()
    page.keyboard.press("Escape")  # to the newest message, by keys alone
    page.keyboard.press("Tab")
    while page.evaluate("!document.activeElement.dataset.quickWord"):
        page.keyboard.press("Tab")
    expect(words.first).to_be_focused()
    assert [words.nth(place).get_attribute("data-quick-word") for place in range(2)] == [first[3], first[1]]
    page.keyboard.press("Space")
    until(lambda: reactions(company, "alice", where) == ({}, []))
    assert alice.complaints == []


def test_on_a_phone_the_words_stand_in_the_menu_alone(come, company):
    where, _message = converse(company, "karim", "alice", "La grue est là.", "phone")
    alice = come("alice", viewport=PHONE, has_touch=True, is_mobile=True)
    page = alice.open(where)
    page.locator("[data-message]").last.locator("[data-text]").tap()
    expect(page.locator(".message-quick")).to_be_hidden()
    expect(page.locator("[data-tools] [data-say]").first).to_be_visible()


def test_on_a_phone_what_passes_by_lies_over_neither_what_one_writes_nor_what_is_offered(come, company):
    where, _message = converse(company, "karim", "alice", "Le pont est là.", "passing")
    alice = come("alice", viewport=PHONE, has_touch=True, is_mobile=True)
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = alice.open(where)
    field = page.locator("form.chat-composer textarea")
    field.fill("\n".join(["Une ligne"] * 7))
    page.locator("[data-message]").last.locator("[data-text]").tap()
    page.get_by_role("menuitem", name=alice.say("Copy the text")).click()
    passing = page.locator(".toast", has_text=alice.say("Text copied."))
    expect(passing).to_be_visible()
    said, written = passing.bounding_box(), page.locator("form.chat-composer").bounding_box()
    assert said["y"] + said["height"] <= written["y"]
    field.press_sequentially(" @")
    offered = page.locator(".chat-composer .options")
    expect(offered.get_by_role("option").first).to_be_visible()
    assert offered.evaluate(
        """(list) => {
            const { left, right, top, bottom } = list.getBoundingClientRect();
            return [top + 8, (top + bottom) / 2, bottom - 8].every(
                (y) => list.contains(document.elementFromPoint((left + right) / 2, y)));
        }"""
    )
    alice.context.clear_permissions()


def clipboard(visitor):
    return visitor.page.evaluate("navigator.clipboard.readText()")


@in_both
def test_the_text_of_a_message_and_its_code_are_copied(come, company, locale):
    text = f"Une **clé** de [13](https://keys.example)\n\n```\n{CODE}\n```"
    where, _message = converse(company, "karim", "alice", text, f"copy-{locale}")
    alice = come("alice")
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page, say = alice.open(where), alice.say
    line = page.locator("[data-message]").last
    copies = line.get_by_role("button", name=say("Copy the code"))
    copies.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-live]")).to_have_text(say("Copied."))
    assert clipboard(alice) == CODE
    line.hover()
    line.get_by_role("button", name=say("Reply, react and more")).click()
    page.get_by_role("menuitem", name=say("Copy the text")).click()
    expect(page.locator(".toast", has_text=say("Text copied."))).to_be_visible()
    assert clipboard(alice).split() == f"Une clé de 13 {CODE}".split()
    field = page.locator("form.chat-composer textarea")
    field.fill("```\nnow\n```")
    field.press("Enter")
    arrived = page.locator("[data-message]", has_text="now").last
    expect(arrived.get_by_role("button", name=say("Copy the code"))).to_have_count(1)  # said while the page was open
    assert alice.accessibility_faults() == []
    assert alice.complaints == []


@pytest.mark.parametrize("kind", ["post", "comment", "knowledge page"])
def test_code_is_copied_wherever_people_write_it(come, company, kind):
    account, body = company.account("gaelle"), f"Voilà :\n\n```\n{CODE}\n```"
    if kind == "knowledge page":
        gaelle = come("gaelle")
        page = gaelle.open("/groups/atelier-3/knowledge/new")
        page.locator("input[name=title]").fill("Requêtes du quai")
        page.locator("textarea[name=body]").fill(body)
        page.locator("form:has(textarea[name=body]) [type=submit]").last.click()
        page.wait_for_url("**/knowledge/*-*")
        where = page.url.removeprefix(gaelle.base_url)
    else:
        post = account.post("/posts", {"body": body if kind == "post" else "Comment faire ?"})["id"]
        if kind == "comment":
            account.post(f"/posts/{post}/comments", {"body": body})
        where = f"/posts/{post}"
    bruno = come("bruno")
    bruno.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = bruno.open(where)
    block = page.locator(".code-block", has_text="SELECT crane")
    block.hover()
    block.get_by_role("button", name=bruno.say("Copy the code")).click()
    expect(page.locator("[data-live]")).to_have_text(bruno.say("Copied."))
    assert clipboard(bruno) == CODE
