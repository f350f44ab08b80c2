"""Mentions in messages: who is one, what waits for whom, and where one finds them again."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.accounts.services import rename_person
from app.chat.models import MessageMention
from app.chat.queries import (
    HAS_UNREAD,
    count_mentions,
    count_unread,
    get_conversation_item,
    get_message_item,
    list_mentions,
    list_mentions_ahead,
    list_nameable,
)
from app.chat.services import (
    delete_message,
    edit_message,
    forward_message,
    hide_message,
    leave_conversation,
    mark_read,
    mark_thread_read,
    mute,
    open_conversation,
    open_room,
    restore_message,
    unfollow_thread,
)
from app.core.db import session
from app.groups.services import remove_member
from app.people.services import block_person
from tests.chat.saying import say


def mentioned_in(message):
    return set(get_message_item(message.id).mentions)


@pytest.fixture
def several(ada, ben, cleo):
    return open_conversation([ben, cleo], title="Shift", actor=ada)


def test_who_takes_part_is_mentioned_by_handle_and_linked_by_name(several, ada, ben, cleo):
    said = say(several, ada, f"@{ben.handle}, and `@{cleo.handle}` as code; I am @{ada.handle}")
    assert mentioned_in(said) == {ben.id}
    assert f'href="/people/{ben.handle}"' in said.html
    assert ">@Ben Nevis</a>" in said.html
    assert ">@Ada Lovelace</a>" in said.html
    assert "Cleo" not in said.html


def test_who_does_not_take_part_is_not_mentioned_whether_there_is_such_a_person_or_not(several, ada, make_person):
    other = make_person("Dora Far")
    known, unknown = say(several, ada, f"@{other.handle}"), say(several, ada, "@nobody-at-all")
    assert (known.html, unknown.html) == (f"<p>@{other.handle}</p>\n", "<p>@nobody-at-all</p>\n")
    assert session.scalar(select(func.count()).select_from(MessageMention)) == 0
    assert list_mentions(other, limit=9).items == []


def test_who_wants_no_contact_is_not_mentioned(several, ada, ben):
    block_person(ada, actor=ben)
    assert mentioned_in(say(several, ada, f"@{ben.handle}")) == set()


def test_in_a_room_its_members_are_mentioned_and_hear_nothing_once_they_are_removed(ada, ben, cleo, make_group):
    group = make_group(owner=ada, members=(ben,))
    room = open_room(group, actor=ada)
    said = say(room, ada, f"@{ben.handle} @{cleo.handle}")
    assert mentioned_in(said) == {ben.id}
    assert (count_mentions(ben), count_mentions(cleo)) == (1, 0)
    remove_member(group, ben, actor=ada)
    assert (count_mentions(ben), list_mentions(ben, limit=9).items, HAS_UNREAD.of(ben)) == (0, [], False)
    assert list_nameable(room, "a", viewer=ben) == []


def test_an_edit_mentions_others_and_those_no_more(several, ada, ben, cleo):
    said = say(several, ada, f"@{ben.handle}")
    edit_message(said, body=f"No, @{cleo.handle}", actor=ada)
    assert mentioned_in(said) == {cleo.id}
    assert (count_mentions(ben), count_mentions(cleo)) == (0, 1)
    leave_conversation(several, actor=cleo)
    edit_message(said, body=f"Where is @{cleo.handle}?", actor=ada)
    assert mentioned_in(said) == set()


def test_what_is_gone_mentions_nobody(several, ada, ben, make_person):
    first, second = say(several, ada, f"@{ben.handle}"), say(several, ada, f"again @{ben.handle}")
    moderator = make_person("Mo", Role.MODERATOR)
    delete_message(first, actor=ada)
    hide_message(second, actor=moderator)
    assert (count_mentions(ben), list_mentions(ben, limit=9).items) == (0, [])
    restore_message(second, actor=moderator)
    assert [item.id for item in list_mentions(ben, limit=9).items] == [second.id]
    assert session.scalar(select(func.count()).select_from(MessageMention)) == 1


def test_a_forwarded_message_calls_nobody(several, ada, ben, make_person):
    said = say(several, ada, f"@{ben.handle} has the key")
    there = open_conversation([ben, make_person()], actor=ada)
    repeated = forward_message(said, there, client_id="f", actor=ada)
    assert (repeated.html, mentioned_in(repeated)) == (f"<p>@{ben.handle} has the key</p>\n", set())


def test_mentions_wait_until_they_are_read_in_muted_conversations_too(several, ada, ben):
    for text in (f"@{ben.handle}", "and", f"again @{ben.handle}"):
        say(several, ada, text)
    item = get_conversation_item(several, viewer=ben)
    assert (item.unread, item.unread_mentions, count_unread(ben), count_mentions(ben)) == (3, 2, 3, 2)
    mute(several, actor=ben)
    assert (count_unread(ben), count_mentions(ben), HAS_UNREAD.of(ben)) == (0, 2, True)
    assert list_mentions_ahead(several, after=1, viewer=ben) == [3]
    mark_read(several, seq=1, actor=ben)
    assert (count_mentions(ben), get_conversation_item(several, viewer=ben).unread_mentions) == (1, 1)
    mark_read(several, seq=3, actor=ben)
    assert (count_mentions(ben), HAS_UNREAD.of(ben)) == (0, False)
    assert len(list_mentions(ben, limit=9).items) == 2


def test_a_new_name_stands_where_somebody_is_mentioned(several, ada, ben, drain):
    said = say(several, ada, f"@{ben.handle}")
    rename_person(ben, name="Ben Lomond", actor=ben)
    drain()
    session.refresh(said)
    assert ">@Ben Lomond</a>" in said.html


def test_those_of_the_conversation_are_offered_and_nobody_else(client, several, ada, ben, cleo, make_person):
    make_person("Ben Outside")
    assert [each.handle for each in list_nameable(several, "ben", viewer=ada)] == [ben.handle]
    assert {each.handle for each in list_nameable(several, "", viewer=ada)} == {ben.handle, cleo.handle}
    shown = client.sign_in(ada).get(f"/messages/{several.id}/names?q=be").text
    assert re.findall(r'data-handle="([^"]*)"', shown) == [ben.handle]
    assert client.sign_in(make_person()).get(f"/messages/{several.id}/names?q=be").status_code == 404


def test_the_pages_and_the_interface_show_where_one_is_mentioned(client, several, ada, ben):
    say(several, ada, f"@{ben.handle}, behind the blue cupboard")
    client.sign_in(ben)
    assert "blue cupboard" in client.get("/messages/mentions").text
    assert [item["mentions"] for item in client.get("/api/v1/messages/mentions").json["items"]] == [[str(ben.id)]]
    assert client.get("/api/v1/me").json["unread"] == {"messages": 1, "mentions": 1, "notifications": 0}


def test_who_is_mentioned_in_a_thread_follows_it_until_they_have_read_that(several, ada, ben, cleo):
    root = say(several, ada, "Who has the key?")
    mark_read(several, seq=1, actor=ben)
    say(several, cleo, f"@{ben.handle} had it", thread=root)
    mark_read(several, seq=2, actor=ben)
    item = get_conversation_item(several, viewer=ben)
    assert (item.unread, item.unread_in_threads, item.unread_mentions, count_mentions(ben)) == (0, 1, 1, 1)
    unfollow_thread(root, actor=ben)
    answer = say(several, cleo, f"Please, @{ben.handle}!", thread=root)
    item = get_conversation_item(several, viewer=ben)
    assert (item.unread_in_threads, item.unread_mentions, HAS_UNREAD.of(ben)) == (0, 1, True)
    mark_thread_read(root, seq=answer.seq, actor=ben)
    assert (get_conversation_item(several, viewer=ben).unread_mentions, count_mentions(ben)) == (0, 0)
