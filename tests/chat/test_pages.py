"""Chat as pages: reading and writing without a line of JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.chat import pages
from app.chat.queries import count_unread, list_conversations, list_messages
from app.chat.services import delete_message, mark_read, mute, open_conversation, open_room, send_message
from app.core.db import session
from tests.support.statements import counted


@pytest.fixture
def address(pair):
    return f"/messages/{pair.id}"


def text(answer):
    return answer.get_data(as_text=True)


def test_older_conversations_are_led_to(client, ada, make_person, monkeypatch):
    monkeypatch.setattr(pages, "LISTED", 2)
    for name in ("Ben", "Cleo", "Dora"):
        open_conversation([make_person(name)], actor=ada)
    newest = text(client.sign_in(ada).get("/messages"))
    assert "Cleo" in newest
    assert "Ben" not in newest
    older = text(client.get(re.search(r'href="(/messages\?cursor=[^"]+)"', newest)[1]))
    assert "Ben" in older
    assert "Cleo" not in older
    assert client.get("/messages?cursor=nonsense").status_code == 422


def test_a_page_that_has_the_list_is_given_what_stands_beside_it(client, ada, ben, pair, make_person):
    send_message(pair, body="Hello Ada", client_id="1", actor=ben)
    address, asked = f"/messages/{pair.id}", {"HX-Request": "true"}
    client.sign_in(ada)
    beside = text(client.get(address, headers=asked))
    assert "Hello Ada" in beside
    assert 'id="chat-list"' not in beside
    assert 'id="chat-list"' in text(client.get(address))
    for part in ("<title>", "data-step", f'name="viewer" content="{ada.id}"', "/js/main.js"):
        assert part in beside
    assert 'id="chat-list"' not in text(client.get("/messages", headers=asked))
    client.sign_in(make_person("Cleo"))
    assert client.get(address, headers=asked).status_code == 404


def test_the_empty_room_says_how_to_begin(client, ada):
    assert "/messages/new" in text(client.sign_in(ada).get("/messages"))


def test_somebody_is_looked_for_and_written_to(client, ada, ben):
    client.sign_in(ada)
    found = text(client.get("/messages/new?q=nevis"))
    assert f"with={ben.id}" in found
    assert "Ben Nevis" in text(client.get(f"/messages/new?with={ben.id}"))
    opened = client.post("/messages", data={"with": str(ben.id)})
    assert opened.status_code == 303
    assert client.get(f"/messages/new?with={ben.id}").location == opened.location
    sent = client.post(opened.location, data={"body": "Hello Ben", "client_id": "1"})
    assert sent.status_code == 303
    assert "Hello Ben" in text(client.get(sent.location))


def test_the_search_for_people_offers_the_rooms_of_groups_of_that_name_alone(client, ada, make_group):
    for name in ("Crane drivers", "Night shift"):
        make_group(name, owner=ada)
    client.sign_in(ada)

    def offered(q):
        page = text(client.get(f"/messages/new?q={q}"))
        return re.findall(r'list-title">(Crane drivers|Night shift)<', page)

    assert offered("") == ["Crane drivers", "Night shift"]
    assert offered("crâ") == ["Crane drivers"]
    assert offered("nobody") == []


def test_after_somebody_was_chosen_one_goes_on_looking_and_opens_the_conversation_last(client, ada, ben, make_person):
    make_person("Cleo")
    page = text(client.sign_in(ada).get(f"/messages/new?q=&with={ben.id}"))
    assert re.search(r'<input[^>]*id="q"[^>]* autofocus', page)
    order = [page.index(part) for part in ("chat-chosen", 'id="q"', 'id="chat-found"', 'class="flow chat-choice"')]
    assert order == sorted(order)


def test_nobody_chosen_is_said_on_the_page(client, ada):
    answer = client.sign_in(ada).post("/messages", data={})
    assert answer.status_code == 422
    assert 'class="note note-b"' in text(answer)


def test_a_refused_message_keeps_its_text(client, ada, address):
    body = "y" * 10_001
    answer = client.sign_in(ada).post(address, data={"body": body})
    assert answer.status_code == 422
    assert body in text(answer)


def test_sending_the_same_form_twice_says_it_once(client, ada, pair, address):
    client.sign_in(ada)
    for _ in range(2):
        client.post(address, data={"body": "Hello", "client_id": "form-1"})
    assert len(list_messages(pair, viewer=ada, limit=20).items) == 1


def test_what_is_new_is_marked_and_can_be_put_away(client, ada, ben, pair, address):
    send_message(pair, body="Hello", client_id="1", actor=ada)
    client.sign_in(ben)
    assert "data-new" in text(client.get(address))
    assert client.post(f"{address}/reading").status_code == 303
    assert count_unread(ben) == 0
    assert "data-new" not in text(client.get(address))


def test_new_since_names_no_time_after_the_words_below_it(client, ada, ben, pair, address):
    seen = send_message(pair, body="Hello", client_id="1", actor=ada)
    mark_read(pair, seq=seen.seq, actor=ben)
    late = send_message(pair, body="And you?", client_id="2", actor=ada)
    client.sign_in(ben)
    assert re.search(r"data-new><span>Nouveau depuis ", text(client.get(address)))
    late.at = seen.at - timedelta(minutes=34)
    session.commit()
    assert "data-new><span>Nouveau</span>" in text(client.get(address))


def test_messages_are_grouped_by_author_and_day(client, ada, ben, pair, address):
    for number, author in enumerate([ada, ada, ben]):
        send_message(pair, body=f"{number}", client_id=f"{number}", actor=author)
    page = text(client.sign_in(ada).get(address)).partition('role="log"')[2].partition("<template")[0]
    assert (page.count("message-follows"), page.count("data-day")) == (1, 1)


def test_earlier_messages_have_pages_of_their_own(client, ada, pair, address):
    for number in range(1, 61):
        send_message(pair, body=f"number {number} end", client_id=f"{number}", actor=ada)
    client.sign_in(ada)
    latest = text(client.get(address))
    assert "number 60 end" in latest
    assert "number 10 end" not in latest
    older = re.search(rf"{address}\?before=(\d+)", latest)
    assert "number 10 end" in text(client.get(older.group()))
    assert "number 10 end" in text(client.get(f"{address}/log?before={older.group(1)}"))


def test_muting_and_leaving(client, ada, ben, make_person):
    conversation = open_conversation([ben, make_person()], actor=ada)
    client.sign_in(ada)
    client.post(f"/messages/{conversation.id}/mute", data={"muted": "yes"})
    assert list_conversations(ada, limit=20).items[0].muted
    assert list_conversations(ada, limit=20).items[0].muted_until is None
    assert client.post(f"/messages/{conversation.id}/mute", data={"muted": "yes", "span": "ever"}).status_code == 422
    client.post(f"/messages/{conversation.id}/mute", data={"muted": "yes", "span": "hour"})
    assert "en sourdine jusqu" in text(client.get(f"/messages/{conversation.id}"))
    client.post(f"/messages/{conversation.id}/mute", data={"muted": "no"})
    assert not list_conversations(ada, limit=20).items[0].muted
    assert client.post(f"/messages/{conversation.id}/departure").location == "/messages"
    assert client.get(f"/messages/{conversation.id}").status_code == 404


def test_enter_chooses_who_is_found_alone(client, ada, ben, make_person):
    bea = make_person("Bea Nevada")
    client.sign_in(ada)
    assert client.get("/messages/new?q=nev").status_code == 200, "two are meant"
    assert client.get("/messages/new?q=nevis", headers={"HX-Request": "true"}).status_code == 200, "one still types"
    chosen = client.get(f"/messages/new?q=nevis&with={bea.id}")
    assert chosen.status_code == 303
    shown = text(client.get(chosen.location))
    assert f'name="with" value="{bea.id}"' in shown
    assert f'name="with" value="{ben.id}"' in shown


def test_nobody_to_choose_is_not_a_name_that_was_not_found(client, ada):
    client.sign_in(ada)
    assert "personne d’autre à choisir" in text(client.get("/messages/new"))
    assert "Personne de ce nom" in text(client.get("/messages/new?q=xyzzy"))


def test_a_groups_page_leads_its_members_into_its_room(client, ada, ben, make_group):
    group = make_group("Harbour", members=(ada,))
    into = f'action="/messages/rooms/{group.id}"'
    assert into in text(client.sign_in(ada).get("/groups/harbour"))
    client.post(f"/messages/rooms/{group.id}")
    assert into in text(client.get("/groups/harbour")), "it stays the way there once the room is open"
    assert into not in text(client.sign_in(ben).get("/groups/harbour"))


def test_a_groups_room_is_opened_from_the_page(client, ada, make_group):
    group = make_group("Atelier", owner=ada)
    client.sign_in(ada)
    assert f"/messages/rooms/{group.id}" in text(client.get("/messages/new"))
    opened = client.post(f"/messages/rooms/{group.id}")
    assert "Atelier" in text(client.get(opened.location))
    assert f"/messages/rooms/{group.id}" not in text(client.get("/messages/new"))


def test_the_navigation_says_that_something_waits(client, ada, ben, pair):
    send_message(pair, body="Hello", client_id="1", actor=ada)
    row = re.compile(r'href="/messages".*?</a>')
    client.sign_in(ben)
    assert 'class="dot" data-waiting>' in row.search(text(client.get("/messages"))).group()
    mute(pair, actor=ben)
    assert 'class="dot" data-waiting hidden>' in row.search(text(client.get("/messages"))).group()


@pytest.mark.parametrize("path", ["?before=x", "?before=99999999999", "?panel=people", "/people", "/log?before=-1"])
def test_addresses_that_are_off_still_show_the_page(client, ada, address, path):
    assert client.sign_in(ada).get(address + path).status_code == 200


def test_the_number_of_statements_does_not_grow_with_the_list(client, connection, ada, make_person, make_group):
    def fill(count):
        for number in range(count):
            for people in ([make_person()], [make_person(), make_person()]):
                conversation = open_conversation(people, actor=ada)
                send_message(conversation, body="Hello", client_id=f"{count}-{number}-{len(people)}", actor=people[0])
            open_room(make_group(owner=ada), actor=ada)

    def ask():
        with counted(connection) as statements:
            client.get("/api/v1/conversations?limit=100")
        return len(statements)

    client.sign_in(ada)
    fill(1)
    few = ask()
    fill(8)
    assert ask() == few


def test_a_thread_is_opened_answered_and_followed_without_a_script(client, ada, ben, make_person):
    ada.language = ben.language = "en"
    several = open_conversation([ben], actor=ada)
    root = send_message(several, body="Shall we?", client_id="1", actor=ada)
    client.sign_in(ben)
    panel = f"/messages/{several.id}?thread={root.id}"
    assert "Reply in the thread" in text(client.get(panel))
    answered = client.post(f"/messages/{root.id}/thread", data={"body": "Only here", "client_id": "a"})
    assert (answered.status_code, answered.location) == (303, panel)
    client.post(f"/messages/{root.id}/thread", data={"body": "For all", "client_id": "b", "in_log": "yes"})
    log = text(client.get(f"/messages/{several.id}"))
    assert "2 replies" in log
    assert "For all" in log
    assert "Only here" not in log
    assert 'id="m-2"' in text(client.get(f"/messages/{several.id}?at=2"))  # where a permalink leads
    refused = client.post(f"/messages/{root.id}/thread", data={"body": "x" * 10_001})
    assert refused.status_code == 422
    assert "x" * 10_001 in text(refused)
    client.sign_in(ada)
    assert "1 new reply in your threads" in text(client.get("/messages"))
    assert "Shall we?" in text(client.get("/messages/threads"))
    client.post(f"/messages/{root.id}/thread/reading")
    assert "new reply" not in text(client.get("/messages"))
    client.post(f"/messages/{root.id}/thread/follow", data={"followed": "no"})
    assert "Shall we?" not in text(client.get("/messages/threads"))
    delete_message(root, actor=ada)
    gone = text(client.get(panel))
    assert "Message deleted" in gone
    assert "Only here" in gone
    other = open_conversation([make_person()], actor=ada)
    assert client.get(f"/messages/{other.id}?thread={root.id}").status_code == 404
