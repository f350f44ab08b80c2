"""Calling everybody in a conversation at once: whom it reaches, as long as it stands and is not read."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.accounts.services import rename_person
from app.chat import meeting
from app.chat.calling import call_from_thread
from app.chat.models import MessageMention, ThreadPlace
from app.chat.queries import (
    HAS_UNREAD,
    count_mentions,
    list_mentions,
    list_mentions_ahead,
    who_is_called,
)
from app.chat.services import (
    accept_request,
    delete_message,
    follow_thread,
    forward_message,
    hide_message,
    invite_to_conversation,
    mark_read,
    mark_thread_read,
    mute,
    open_conversation,
    open_room,
    open_topic,
    restore_message,
    unfollow_thread,
    unmute,
)
from app.chat.services.calling import DAY
from app.core import clock
from app.core.db import session
from app.groups.services import remove_member, set_member
from app.people.services import block_person, follow_person, forbid_contact, unblock_person
from tests.chat.calling import calls, group_of, mentions_of
from tests.chat.saying import say
from tests.support.statements import counted

CALL = '<span class="mention">'


@pytest.mark.parametrize("name", ["tous", "all", "everyone", "channel", "Tous"])
def test_all_who_take_part_are_called_by_names_of_either_language(three, ada, ben, cleo, name):
    said = say(three, ada, f"@{name}, the boats are in.")
    assert said.html == f"<p>{CALL}@{name}</span>, the boats are in.</p>\n"
    assert calls(said)
    assert mentions_of(three, ada, ben, cleo) == [0, 1, 1]
    assert [count_mentions(person) for person in (ada, ben, cleo)] == [0, 1, 1]
    assert list_mentions_ahead(three, after=0, viewer=ben) == [said.seq]
    assert [item.id for item in list_mentions(ben, limit=9).items] == [said.id]
    assert session.scalar(select(func.count()).select_from(MessageMention)) == 0, "no row for each of them"


def test_in_code_or_as_part_of_a_word_nobody_is_called(three, ada, ben):
    for text in ("`@tous`", "@tousled", "mail@all", "@all-in", "@@tous"):
        assert not calls(say(three, ada, text))
    assert count_mentions(ben) == 0


def test_it_waits_until_it_is_read(three, ada, ben):
    first, second = say(three, ada, "@tous first"), say(three, ada, "@tous second")
    mark_read(three, seq=first.seq, actor=ben)
    assert (mentions_of(three, ben), count_mentions(ben), HAS_UNREAD.of(ben)) == ([1], 1, True)
    mark_read(three, seq=second.seq, actor=ben)
    assert (mentions_of(three, ben), count_mentions(ben), HAS_UNREAD.of(ben)) == ([0], 0, False)
    assert len(list_mentions(ben, limit=9).items) == 2


def test_who_is_named_as_well_is_mentioned_once(three, ada, ben, cleo):
    said = say(three, ada, f"@tous and most of all @{ben.handle}")
    assert mentions_of(three, ben, cleo) == [1, 1]
    assert [count_mentions(person) for person in (ben, cleo)] == [1, 1]
    assert len(list_mentions(ben, limit=9).items) == 1
    assert who_is_called(said) == {cleo.id}


def test_a_muted_conversation_is_not_called_into_but_by_name(three, ada, ben, cleo):
    mute(three, actor=ben)
    said = say(three, ada, "@tous")
    assert (mentions_of(three, ben, cleo), count_mentions(ben), HAS_UNREAD.of(ben)) == ([0, 1], 0, False)
    assert who_is_called(said) == {cleo.id}
    assert list_mentions(ben, limit=9).items == []
    say(three, ada, f"@{ben.handle}")
    assert mentions_of(three, ben) == [1]
    unmute(three, actor=ben)
    assert mentions_of(three, ben) == [2]


def test_who_keeps_the_author_away_is_not_called(quay, ada, ben, cleo, make_person):
    block_person(ada, actor=ben)
    forbid_contact(ada, cleo, until=clock.now() + DAY, actor=make_person("Mo", Role.MODERATOR))
    said = say(quay, ada, "@tous")
    assert (mentions_of(quay, ben, cleo), who_is_called(said)) == ([0, 0], set())
    assert [count_mentions(person) for person in (ben, cleo)] == [0, 0]
    assert [list_mentions(person, limit=9).items for person in (ben, cleo)] == [[], []]
    assert list_mentions_ahead(quay, after=0, viewer=cleo) == []
    unblock_person(ada, actor=ben)
    assert mentions_of(quay, ben) == [1]


def test_who_came_later_is_not_called_by_what_was_said_before(three, quay, ada, dora):
    said, in_room = say(three, ada, "@tous"), say(quay, ada, "@tous")
    invite_to_conversation(three, [dora], shows_past=True, actor=ada)
    with clock.stopped_at(clock.now() + DAY):
        set_member(group_of(quay), dora, actor=ada)
    assert (mentions_of(three, dora), mentions_of(quay, dora), count_mentions(dora)) == ([0], [0], 0)
    assert list_mentions(dora, limit=9).items == []
    assert dora.id not in who_is_called(said) | who_is_called(in_room)


def test_being_in_another_group_already_calls_no_newcomer(quay, ada, ben, dora, make_group):
    open_room(make_group(name="Yard", owner=ada, members=(dora,)), actor=ada)
    say(quay, ada, "@tous")
    with clock.stopped_at(clock.now() + DAY):
        set_member(group_of(quay), dora, actor=ada)
    assert (mentions_of(quay, dora, ben), count_mentions(dora)) == ([0, 1], 0)


def test_who_muted_a_room_silences_its_topics_for_nobody_else(quay, ada, ben, cleo):
    topic = open_topic(quay, title="Nets", actor=ada)
    mute(quay, actor=cleo)
    assert who_is_called(say(topic, ada, "@tous, nets")) == {ben.id}


def test_who_is_put_out_is_called_no_more(quay, ada, ben):
    say(quay, ada, "@tous")
    remove_member(group_of(quay), ben, actor=ada)
    assert (count_mentions(ben), list_mentions(ben, limit=9).items, HAS_UNREAD.of(ben)) == (0, [], False)


def test_what_is_gone_calls_nobody(three, ada, ben, make_person):
    first, second = say(three, ada, "@tous"), say(three, ada, "@tous again")
    moderator = make_person("Mo", Role.MODERATOR)
    delete_message(first, actor=ada)
    hide_message(second, actor=moderator)
    assert (mentions_of(three, ben), count_mentions(ben), list_mentions(ben, limit=9).items) == ([0], 0, [])
    restore_message(second, actor=moderator)
    assert [item.id for item in list_mentions(ben, limit=9).items] == [second.id]


def test_a_forwarded_or_quoted_message_calls_nobody(three, ada, ben, cleo, dora):
    said = say(three, ada, "@tous, the key")
    there = open_conversation([ben, dora], actor=ada)
    assert not calls(forward_message(said, there, client_id="f", actor=ada))
    mark_read(three, seq=said.seq, actor=cleo)
    say(three, ben, "Which one?", reply_to=said)
    assert (mentions_of(there, dora), mentions_of(three, cleo)) == ([0], [0])


def test_in_a_thread_it_reaches_those_who_follow_it_and_nobody_follows_for_it(three, ada, ben, cleo):
    root = say(three, ada, "Who has the key?")
    for person in (ben, cleo):
        mark_read(three, seq=root.seq, actor=person)
    follow_thread(root, actor=ben)
    followed = select(func.count()).select_from(ThreadPlace)
    said = say(three, ada, "@tous, found it", thread=root)
    assert session.scalar(followed) == 2
    assert who_is_called(said) == {ben.id}
    assert (mentions_of(three, ben, cleo), count_mentions(ben), count_mentions(cleo)) == ([1, 0], 1, 0)
    assert [len(list_mentions(person, limit=9).items) for person in (ben, cleo)] == [1, 0]
    assert list_mentions_ahead(three, after=0, viewer=ben) == []
    mark_thread_read(root, seq=said.seq, actor=ben)
    assert (mentions_of(three, ben), count_mentions(ben)) == ([0], 0)


def test_an_answer_that_stands_in_the_conversation_too_calls_everybody_there(three, ada, cleo):
    root = say(three, ada, "Who has the key?")
    said = say(three, ada, "@tous, found it", thread=root, in_log=True)
    assert (who_is_called(said) >= {cleo.id}, mentions_of(three, cleo)) == (True, [1])


def test_a_topic_calls_the_members_of_its_group(quay, ada, ben, cleo):
    topic = open_topic(quay, title="Nets", actor=ben)
    assert not calls(say(topic, ben, "@tous"))
    say(topic, ada, "@tous, nets")
    assert mentions_of(topic, ben, cleo) == [1, 1]
    mute(quay, actor=cleo)
    assert (mentions_of(topic, cleo), count_mentions(cleo)) == ([0], 0)


def test_a_new_name_of_the_author_leaves_the_call(three, ada, ben, drain):
    said = say(three, ada, f"@tous, @{ben.handle}")
    rename_person(ben, name="Ben Lomond", actor=ben)
    drain()
    session.refresh(said)
    assert said.html == f"<p>{CALL}@tous</span>, {said.html.split(', ', 1)[1]}"
    assert "Ben Lomond" in said.html


def test_the_interface_and_the_pages_show_the_call(client, three, ada, ben):
    say(three, ada, "@tous, behind the blue cupboard")
    client.sign_in(ben)
    assert "blue cupboard" in client.get("/messages/mentions").text
    assert [item["mentions_all"] for item in client.get("/api/v1/messages/mentions").json["items"]] == [True]
    assert client.get("/api/v1/me").json["unread"]["mentions"] == 1
    shown = client.get(f"/messages/{three.id}").text
    assert re.search(r'class="message[^"]* message-to-me"', shown)
    block_person(ada, actor=ben)
    assert "message-to-me" not in client.get(f"/messages/{three.id}").text


def test_who_is_only_asked_to_talk_is_not_called(monkeypatch, ada, ben, make_person):
    stranger = make_person("Ugo")
    follow_person(ada, actor=ben)
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    there = open_conversation([ben, stranger], actor=ada)
    said = say(there, ada, "@tous")
    assert (mentions_of(there, ben, stranger), who_is_called(said)) == ([1, 0], {ben.id})
    accept_request(there, actor=stranger)
    assert mentions_of(there, stranger) == [1]


def test_the_list_knows_whose_calls_do_not_count(client, quay, ada, ben):
    shown = client.sign_in(ben).get("/messages").text
    assert 'data-unheard=""' in shown
    block_person(ada, actor=ben)
    assert f'data-unheard="{ada.id}"' in client.get("/messages/list").text
    assert f'data-unheard="{ada.id}"' not in client.sign_in(ada).get("/messages").text


def test_a_message_that_calls_nobody_asks_nothing_more(three, ada, connection):
    say(three, ada, "@tous")
    with counted(connection) as statements:
        say(three, ada, "Nobody in particular")
    assert [each for each in statements if "message_call" in each] == []


def test_the_first_answer_calls_whose_message_it_answers_and_is_said_to(three, ada, ben, cleo):
    root = say(three, ada, "Who has the key?")
    assert call_from_thread(root, three, viewer=ben).count == 1
    assert who_is_called(say(three, ben, "@tous, I have", thread=root)) == {ada.id}
    unfollow_thread(root, actor=ada)
    assert call_from_thread(root, three, viewer=ben).count == 0
    assert who_is_called(say(three, ben, "@tous, still", thread=root)) == set()
