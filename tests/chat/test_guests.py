"""Guests in conversations: outside partners are told from the house, on pages and in the interface."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.chat.queries import get_conversation_item, get_message_item
from app.chat.services import open_conversation, open_room, send_message


@pytest.fixture
def gil(make_person):
    return make_person("Gil Partner", Role.GUEST)


def test_the_interface_says_who_is_a_guest(client, ada, gil, make_group):
    group = make_group(owner=ada, members=(gil,))
    several = open_conversation([gil], actor=ada)
    said = send_message(several, body="Hello", client_id="1", actor=gil)
    client.sign_in(ada)
    [item] = client.get("/api/v1/conversations").json["items"]
    assert {person["name"]: person["is_guest"] for person in item["participants"]} == {
        "Ada Lovelace": False,
        "Gil Partner": True,
    }
    [message] = client.get(f"/api/v1/conversations/{several.id}/messages").json["items"]
    assert message["author"]["is_guest"] is True
    assert get_message_item(said.id).author.is_guest
    own = send_message(open_room(group, actor=ada), body="Hello", client_id="2", actor=ada)
    assert get_message_item(own.id).author.is_guest is False


def test_pages_mark_guests_in_the_list_the_head_the_panel_and_beside_what_they_say(client, ada, gil, make_group):
    make_group(owner=ada, members=(gil,))
    pair = open_conversation([gil], actor=ada)
    send_message(pair, body="Hello", client_id="1", actor=gil)
    client.sign_in(ada)
    page = client.get(f"/messages/{pair.id}").text
    shown = page.count(">Partenaire<") - page.count("data-guest hidden>Partenaire<")
    assert shown == 4
    client.sign_in(gil)
    page = client.get(f"/messages/{pair.id}").text
    assert page.count(">Partenaire<") - page.count("data-guest hidden>Partenaire<") == 1, "beside one's words"


def test_a_room_says_how_many_guests_are_in_it(client, ada, ben, gil, make_group):
    room = open_room(make_group(owner=ada, members=(ben, gil)), actor=ada)
    client.sign_in(ada)
    assert "1 partenaire<" in client.get(f"/messages/{room.id}").text
    assert get_conversation_item(room, viewer=ada).participants is None
