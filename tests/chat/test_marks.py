"""Messages on top of a conversation, kept for oneself, and repeated elsewhere."""

from __future__ import annotations

import pytest

from app.chat.events import MessagePinned, MessageUnpinned
from app.chat.models import MessageBookmark, MessagePin
from app.chat.queries import get_message, get_message_item, list_bookmarks, list_messages, list_pins
from app.chat.services import (
    bookmark_message,
    delete_message,
    edit_message,
    forward_message,
    leave_conversation,
    marking,
    open_conversation,
    open_room,
    pin_message,
    remove_bookmark,
    unpin_message,
)
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.chat.saying import say


def bodies(items):
    return [item.body for item in items]


def test_what_is_pinned_stands_on_top_for_everybody(pair, ada, ben, announced, monkeypatch):
    monkeypatch.setattr(marking, "MOST_PINS", 2)
    first, second, third = (say(pair, ada, text) for text in ("one", "two", "three"))
    announced.clear()
    for message in (first, first, second):
        pin_message(message, actor=ben)
    assert announced == [MessagePinned(message.id, pair.id) for message in (first, second)]
    assert bodies(list_pins(pair, viewer=ada)) == ["two", "one"]
    assert [item.pinned for item in list_messages(pair, viewer=ada, limit=9).items] == [True, True, False]
    with pytest.raises(Conflict):
        pin_message(third, actor=ada)
    for _ in range(2):
        unpin_message(second, actor=ada)
    assert announced[2:] == [MessageUnpinned(second.id, pair.id)]
    assert bodies(list_pins(pair, viewer=ada)) == ["one"]


def test_in_a_room_those_pin_who_look_after_the_group(ada, ben, make_group):
    said = say(room := open_room(make_group(owner=ada, members=(ben,)), actor=ben), ben)
    for change in (pin_message, unpin_message):
        with pytest.raises(Forbidden):
            change(said, actor=ben)
    pin_message(said, actor=ada)
    assert bodies(list_pins(room, viewer=ben)) == ["Hello"]


def test_what_is_kept_is_ones_own_for_as_long_as_one_may_read_it(ada, ben, make_person):
    several = open_conversation([ben, make_person()], actor=ada)
    first, second = say(several, ada, "one"), say(several, ada, "two")
    for message in (first, first, second):
        bookmark_message(message, actor=ben)
    assert bodies(list_bookmarks(ben, limit=9).items) == ["two", "one"]
    assert list_bookmarks(ada, limit=9).items == []
    assert [item.bookmarked for item in list_messages(several, viewer=ben, limit=9).items] == [True, True]
    assert get_message_item(first.id, viewer=ada).bookmarked is False
    remove_bookmark(second, actor=ben)
    remove_bookmark(second, actor=ben)
    page = list_bookmarks(ben, limit=1)
    assert (bodies(page.items), page.next) == (["one"], None)
    leave_conversation(several, actor=ben)
    assert list_bookmarks(ben, limit=9).items == []
    with pytest.raises(NotFound):
        bookmark_message(first, actor=ben)


def test_a_deleted_message_stands_nowhere(pair, ada, ben):
    said = say(pair, ada)
    pin_message(said, actor=ben)
    bookmark_message(said, actor=ben)
    delete_message(said, actor=ada)
    assert session.get(MessagePin, said.id) is session.get(MessageBookmark, (ben.id, said.id)) is None
    for change in (pin_message, bookmark_message):
        with pytest.raises(Conflict):
            change(said, actor=ben)
    with pytest.raises(Conflict):
        forward_message(said, pair, client_id="f", actor=ben)


def test_what_is_forwarded_keeps_its_author_its_time_and_its_files(pair, ada, ben, make_person, make_file):
    said = say(pair, ada, "The **door** code", file_ids=[make_file(name="plan.txt", owner=ada).id])
    cleo = make_person("Cleo")
    to_cleo = open_conversation([cleo], actor=ben)
    once, again = (forward_message(said, to_cleo, client_id="f", actor=ben) for _ in range(2))
    assert once == again
    item = get_message_item(once.id, viewer=cleo)
    assert (item.author.name, item.origin.author.name, item.origin.at) == ("Ben Nevis", "Ada Lovelace", said.at)
    assert (item.body, item.html, item.files) == (said.body, said.html, said.files)
    further = forward_message(once, open_conversation([make_person()], actor=cleo), client_id="g", actor=cleo)
    assert get_message_item(further.id).origin == item.origin
    delete_message(said, actor=ada)
    assert get_message_item(once.id).body == "The **door** code"
    with pytest.raises(Forbidden):
        edit_message(once, body="Another code", actor=ben)
    delete_message(once, actor=ben)
    assert get_message_item(once.id).origin is None


def test_one_forwards_only_from_and_to_where_one_takes_part(pair, ada, ben, make_person):
    said = say(pair, ada)
    cleo = make_person()
    with pytest.raises(NotFound):
        forward_message(said, open_conversation([cleo], actor=ada), client_id="f", actor=ben)
    with pytest.raises(NotFound):
        forward_message(said, open_conversation([ada], actor=cleo), client_id="f", actor=cleo)


def test_by_plain_forms_one_keeps_and_pins_and_no_longer(client, pair, ada, ben, make_group):
    message = say(pair, ben, "The code is on the door.")
    client.sign_in(ada)
    menu = f"/messages/{message.id}/menu"
    assert f'href="{menu}"' in client.get(f"/messages/{pair.id}").text
    for name, field, done, undo in (
        ("bookmark", "kept", "Ne plus garder", "Garder"),
        ("pin", "pinned", "Ne plus épingler", "Épingler en haut de la conversation"),
    ):
        for wish, offered in (("yes", done), ("no", undo)):
            answer = client.post(f"/messages/{message.id}/{name}", data={field: wish})
            assert (answer.status_code, answer.location) == (303, message.url)
            assert f"<span>{offered}</span>" in client.get(menu).text
    group = make_group(owner=ben, members=(ada,))
    there = say(open_room(group, actor=ben), ben, "Doors close at six.")
    assert "Épingler en haut" not in client.get(f"/messages/{there.id}/menu").text
    refused = client.post(f"/messages/{there.id}/pin", data={"pinned": "yes"})
    assert refused.status_code == 403
    assert "Doors close at six." in refused.text


def test_the_pages_show_what_is_marked_and_forward_it(client, pair, ada, ben, make_person):
    said = say(pair, ada, "Behind the blue cupboard")
    pin_message(said, actor=ada)
    bookmark_message(said, actor=ben)
    there = open_conversation([make_person()], actor=ben)
    client.sign_in(ben)
    for path in ("bookmarks", f"{pair.id}/pins", f"{pair.id}/pins?newest=1", f"{said.id}/forwarding"):
        assert "blue cupboard" in client.get(f"/messages/{path}").get_data(as_text=True)
    sent = client.post(f"/messages/{said.id}/forwarding", data={"conversation": str(there.id), "client_id": "f"})
    assert sent.location == f"/messages/{there.id}"
    assert "Ada Lovelace" in client.get(sent.location).get_data(as_text=True)


def test_a_message_is_forwarded_to_whom_one_has_not_talked_with(client, pair, ada, ben, make_person):
    said = say(pair, ada, "Behind the blue cupboard")
    cleo = make_person("Cléo Nevers")
    named = open_conversation([cleo, ada], title="Quai 2", actor=ben)
    client.sign_in(ben)
    address = f"/messages/{said.id}/forwarding"
    found = client.get(f"{address}?q=nevers").text
    assert f'name="with" value="{cleo.id}"' in found
    assert f'name="conversation" value="{named.id}"' in client.get(f"{address}?q=quai").text
    assert "Ni personne" in client.get(f"{address}?q=xyzzy").text
    there = client.post(address, data={"with": str(cleo.id), "client_id": "f"}).location
    assert "blue cupboard" in client.sign_in(cleo).get(there).text
    assert client.post(address, data={"with": str(ada.id)}).status_code == 404, "a message that one may not read"


def test_a_word_of_ones_own_stands_above_what_one_forwards(pair, ada, ben, cleo, make_person):
    said = say(pair, ada, "The **door** code")
    there = open_conversation([cleo, make_person()], actor=ben)
    word = f"For *you*, @{cleo.handle}"
    once, again = (forward_message(said, there, client_id="f", word=word, actor=ben) for _ in range(2))
    above, repeated = list_messages(there, viewer=cleo, limit=9).items
    assert (once, repeated.id) == (again, once.id)
    assert (above.body, above.author.id, above.origin, above.mentions) == (word, ben.id, None, [cleo.id])
    assert (repeated.body, repeated.origin.author.id, repeated.mentions) == ("The **door** code", ada.id, [])
    edit_message(get_message(above.id, viewer=ben), body="For you", actor=ben)
    delete_message(once, actor=ben)
    assert bodies(list_messages(there, viewer=cleo, limit=9).items) == ["For you", None]


@pytest.mark.parametrize("word", ["x" * 100_000, "\x00"])
def test_with_an_unfit_word_nothing_is_forwarded(client, pair, ada, ben, cleo, word):
    said = say(pair, ada, "The door code")
    there = open_conversation([cleo], actor=ben)
    with pytest.raises(Invalid):
        forward_message(said, there, client_id="f", word=word, actor=ben)
    assert list_messages(there, viewer=ben, limit=9).items == []
    client.sign_in(ben)
    address = f"/messages/{said.id}/forwarding"
    stranger = {"with": str(cleo.id)} if word == "\x00" else {"conversation": str(there.id)}
    refused = client.post(address, data={**stranger, "body": word, "client_id": "g"})
    assert refused.status_code == 422
    assert list_messages(there, viewer=ben, limit=9).items == []
    asked = {"conversation_id": str(there.id), "client_id": "h", "body": word}
    assert client.post(f"/api/v1/messages/{said.id}/forwards", json=asked).status_code == 422
    assert list_messages(there, viewer=ben, limit=9).items == []


def test_the_page_sends_the_word_and_keeps_it_where_it_is_refused(client, pair, ada, ben, cleo):
    said = say(pair, ada, "Behind the blue cupboard")
    there = open_conversation([cleo], actor=ben)
    client.sign_in(ben)
    address = f"/messages/{said.id}/forwarding"
    shown = client.get(address).text
    assert f'name="conversation" value="{there.id}"' in shown
    sent = client.post(address, data={"conversation": str(there.id), "client_id": "f", "body": "Cléo, *là* :"})
    assert sent.location == f"/messages/{there.id}"
    page = client.get(sent.location).text
    log = page[page.index("<em>là</em>") :]
    assert 0 < log.index("dit d’abord par") < log.index("blue cupboard")
    left = client.post(address, data={"with": str(ben.id), "client_id": "g", "body": "Garder ceci"})
    assert left.status_code == 422
    assert "Garder ceci" in left.text


def test_who_has_left_forwards_nothing_with_or_without_a_word(three, ada, ben, cleo):
    said = say(three, ada)
    there = open_conversation([cleo], actor=ben)
    leave_conversation(three, actor=ben)
    with pytest.raises(NotFound):
        forward_message(said, there, client_id="f", word="See", actor=ben)
    assert list_messages(there, viewer=ben, limit=9).items == []
