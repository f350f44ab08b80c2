"""Presence and receipts in conversations: on pages and in the interface."""

from __future__ import annotations

import json
import re

import pytest

from app.accounts.models import Role
from app.chat import meeting
from app.chat.services import mark_read, open_conversation, send_message
from app.core import clock
from app.notifications.services import choose_attention
from app.people.services import block_person, forbid_contact
from app.presence.services import be_busy, choose_what_is_seen, say_status

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def ben(make_person):
    ben = make_person("Ben Nevis")
    choose_attention(keeps_quiet=False, actor=ben)
    return ben


@pytest.fixture
def page(client, ada, pair):
    """A page of the conversation, as Ada reads it."""
    client.sign_in(ada)
    return lambda path="": client.get(f"/messages/{pair.id}{path}").text


def readers(page):
    return json.loads(re.search(r"data-readers>(.*?)</script>", page).group(1))


def test_a_status_stands_in_the_head_and_the_panel_as_it_was_written(page, ben):
    say_status(HOSTILE, icon="coffee", until=clock.from_now(hours=1), actor=ben)
    for shown in (page(), page("/people")):
        assert HOSTILE not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_who_is_busy_is_shown_with_the_end_in_words_and_by_a_sign(client, page, pair, ben):
    until = clock.from_now(hours=1)
    be_busy(until, actor=ben)
    shown = page()
    assert shown.count("presence-busy") == 3, "in the list, the head and the panel"
    assert "Ne pas déranger jusqu" in shown
    address = f"/api/v1/conversations/{pair.id}/presence"
    first, second = client.get(f"{address}?limit=1").json, client.get(address).json["items"][1]
    assert (first["items"][0]["person"]["name"], bool(first["next"])) == ("Ada Lovelace", True)
    assert (second["state"], second["here"], second["until"]) == ("busy", False, until.isoformat())


def test_receipts_that_are_not_shown_are_in_no_page_of_either(client, page, pair, ada, ben):
    send_message(pair, body="Hello", client_id="1", actor=ada)
    mark_read(pair, seq=1, actor=ben)
    assert readers(page()) == [{"id": str(ben.id), "name": "Ben Nevis", "seq": 1}]
    choose_what_is_seen(shows_receipts=False, actor=ben)
    assert readers(page()) == []
    choose_what_is_seen(shows_receipts=True, actor=ben)
    choose_what_is_seen(shows_receipts=False, actor=ada)
    assert readers(page()) == []


@pytest.mark.parametrize("way", ["block", "order"])
def test_who_must_not_contact_somebody_sees_nothing_of_them_even_where_both_talk(client, make_person, way):
    ada, ben = make_person("Ada Lovelace"), make_person("Ben Nevis")
    several = open_conversation([ben, make_person("Cleo")], actor=ada)
    send_message(several, body="Hello", client_id="1", actor=ada)
    mark_read(several, seq=1, actor=ben)
    say_status("At the weir", until=clock.from_now(hours=1), actor=ben)
    for person in (ada, ben):
        be_busy(clock.from_now(hours=1), actor=person)
    if way == "block":
        block_person(ada, actor=ben)
    else:
        forbid_contact(ada, ben, until=clock.from_now(days=1), actor=make_person("Mona", Role.MODERATOR))

    def seen(viewer, other):
        client.sign_in(viewer)
        items = client.get(f"/api/v1/conversations/{several.id}/presence").json["items"]
        [state] = [item["state"] for item in items if item["person"]["id"] == str(other.id)]
        status = client.get(f"/api/v1/people/{other.id}/status").json["status"]
        pages = client.get(f"/messages/{several.id}").text + client.get(f"/people/{other.handle}").text
        return state, status and status["text"], "At the weir" in pages

    assert seen(ada, ben) == ("offline", None, False)
    read = readers(client.get(f"/messages/{several.id}").text)
    assert str(ben.id) not in [reader["id"] for reader in read], "nor how far they have read"
    assert seen(ben, ada)[0] == "busy", "the other way nothing changes"


def test_who_looks_is_left_out_of_those_who_are_here(client, make_person):
    ada = make_person("Ada Lovelace")
    choose_attention(keeps_quiet=False, actor=ada)
    several = open_conversation([make_person("Ben"), make_person("Cleo")], actor=ada)
    client.sign_in(ada)

    page, panel = client.get(f"/messages/{several.id}").text, client.get(f"/messages/{several.id}/people").text
    assert re.search(r'data-who-is-here><span class="chat-number-words">(.*?)</span>', page).group(1) == "3 personnes"
    assert "Ici en ce moment" not in panel
    assert "En pause ou absents · 2" in panel
    assert "Ada Lovelace" not in panel


def test_of_who_is_only_asked_nothing_is_seen(client, make_person, monkeypatch):
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    ada, ben = make_person("Ada"), make_person("Ben")
    wish = open_conversation([ben], actor=ada)
    be_busy(clock.from_now(hours=1), actor=ben)
    say_status("Lunch", until=clock.from_now(hours=1), actor=ben)
    client.sign_in(ada)
    shown = client.get(f"/messages/{wish.id}").text
    assert "presence-busy" not in shown
    assert "Lunch" not in shown
    [_, asked] = client.get(f"/api/v1/conversations/{wish.id}/presence").json["items"]
    assert (asked["state"], asked["here"], asked["status"]) == ("offline", False, None)
