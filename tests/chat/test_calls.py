"""Calling everybody in a conversation at once: who may, whom it reaches, and how often."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.accounts.services import create_person, rename_person
from app.chat import policy
from app.chat.models import MessageCall, MessageMention, ThreadPlace
from app.chat.queries import (
    HAS_UNREAD,
    count_mentions,
    get_conversation_item,
    get_message_item,
    list_mentions,
    list_mentions_ahead,
    who_is_called,
)
from app.chat.services import (
    change_conversation,
    delete_message,
    edit_message,
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
    schedule_message,
    send_due,
    unmute,
)
from app.chat.services.calling import DAY, MOST_CALLS
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden
from app.groups.models import Group, GroupRole
from app.groups.services import remove_member, set_member
from app.people.services import block_person, forbid_contact, unblock_person
from tests.chat.saying import say

CALL = '<span class="mention">'


def calls(message):
    return get_message_item(message.id).mentions_all


def mentions_of(conversation, *people):
    return [get_conversation_item(conversation, viewer=person).unread_mentions for person in people]


@pytest.fixture
def room(ada, ben, cleo, make_group):
    """The room of a group that Ada owns."""
    return open_room(make_group(name="Quay", owner=ada, members=(ben, cleo)), actor=ada)


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


def test_who_keeps_the_author_away_is_not_called(room, ada, ben, cleo, make_person):
    block_person(ada, actor=ben)
    forbid_contact(ada, cleo, until=clock.now() + DAY, actor=make_person("Mo", Role.MODERATOR))
    said = say(room, ada, "@tous")
    assert (mentions_of(room, ben, cleo), who_is_called(said)) == ([0, 0], set())
    assert [count_mentions(person) for person in (ben, cleo)] == [0, 0]
    assert [list_mentions(person, limit=9).items for person in (ben, cleo)] == [[], []]
    assert list_mentions_ahead(room, after=0, viewer=cleo) == []
    unblock_person(ada, actor=ben)
    assert mentions_of(room, ben) == [1]


def test_who_came_later_is_not_called_by_what_was_said_before(three, room, ada, dora):
    said, in_room = say(three, ada, "@tous"), say(room, ada, "@tous")
    invite_to_conversation(three, [dora], shows_past=True, actor=ada)
    with clock.stopped_at(clock.now() + DAY):
        set_member(group_of(room), dora, actor=ada)
    assert (mentions_of(three, dora), mentions_of(room, dora), count_mentions(dora)) == ([0], [0], 0)
    assert list_mentions(dora, limit=9).items == []
    assert dora.id not in who_is_called(said) | who_is_called(in_room)


def group_of(room):
    return session.get_one(Group, room.group_id)


def test_who_is_put_out_is_called_no_more(room, ada, ben):
    say(room, ada, "@tous")
    remove_member(group_of(room), ben, actor=ada)
    assert (count_mentions(ben), list_mentions(ben, limit=9).items, HAS_UNREAD.of(ben)) == (0, [], False)


def test_in_the_room_of_a_group_those_call_all_who_look_after_it(room, ada, ben, cleo):
    said = say(room, ben, "@tous, look")
    assert (said.html, calls(said)) == ("<p>@tous, look</p>\n", False)
    set_member(group_of(room), ben, role=GroupRole.MODERATOR, actor=ada)
    assert calls(say(room, ben, "@tous, look"))
    assert mentions_of(room, ada, ben, cleo) == [1, 0, 1]


def test_among_few_everybody_calls_all_and_among_many_who_looks_after_it(monkeypatch, three, ada, ben):
    assert calls(say(three, ben, "@tous"))
    monkeypatch.setattr(policy, "FEW", 2)
    assert not calls(say(three, ben, "@tous"))
    assert calls(say(three, ada, "@tous"))


def test_a_guest_calls_nobody_and_is_called(three, ada, make_person):
    guest = make_person("Guy", Role.GUEST)
    invite_to_conversation(three, [guest], actor=ada)
    assert not calls(say(three, guest, "@tous"))
    say(three, ada, "@tous")
    assert mentions_of(three, guest, ada) == [1, 0]


def test_two_people_are_not_all(pair, ada, ben):
    assert not calls(say(pair, ada, "@tous"))
    assert mentions_of(pair, ben) == [0]


def test_an_edit_calls_once_and_takes_the_call_back(three, ada, ben, drain):
    said = say(three, ada, "The boats")
    edit_message(said, body="The boats, @tous", actor=ada)
    assert (calls(said), mentions_of(three, ben)) == (True, [1])
    edit_message(said, body="The boats", actor=ada)
    assert (calls(said), mentions_of(three, ben), who_is_called(said)) == (False, [0], set())
    edit_message(said, body="The boats, @all!", actor=ada)
    assert (calls(said), mentions_of(three, ben)) == (True, [1])
    assert session.scalar(select(func.count()).select_from(MessageCall)) == 1


def test_who_lost_the_right_edits_what_called_and_calls_with_nothing_else(room, ada, ben, cleo):
    set_member(group_of(room), ben, role=GroupRole.MODERATOR, actor=ada)
    called, plain = say(room, ben, "@tous, look"), say(room, ben, "Look")
    set_member(group_of(room), ben, role=GroupRole.MEMBER, actor=ada)
    edit_message(called, body="@tous, look there", actor=ben)
    edit_message(plain, body="Look, @tous", actor=ben)
    assert (calls(called), calls(plain)) == (True, False)
    edit_message(called, body="look there", actor=ben)
    edit_message(called, body="@tous, look there", actor=ben)
    assert not calls(called)


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


def test_a_topic_calls_the_members_of_its_group(room, ada, ben, cleo):
    topic = open_topic(room, title="Nets", actor=ben)
    assert not calls(say(topic, ben, "@tous"))
    say(topic, ada, "@tous, nets")
    assert mentions_of(topic, ben, cleo) == [1, 1]
    mute(room, actor=cleo)
    assert (mentions_of(topic, cleo), count_mentions(cleo)) == ([0], 0)


def test_in_a_day_one_calls_a_few_times_whatever_becomes_of_the_messages(room, ada, ben):
    topic = open_topic(room, title="Nets", actor=ada)
    sent = [say(place, ada, "@tous") for place in (room, topic, room)]
    assert len(sent) == MOST_CALLS
    delete_message(sent[0], actor=ada)
    edit_message(sent[2], body="Nothing", actor=ada)
    with pytest.raises(Conflict, match="3"):
        say(room, ada, "@tous")
    with pytest.raises(Conflict, match="3"):
        edit_message(say(topic, ada, "Well"), body="Well, @all", actor=ada)
    edit_message(sent[1], body="@tous, nets", actor=ada)
    set_member(group_of(room), ben, role=GroupRole.MODERATOR, actor=ada)
    assert calls(say(room, ben, "@tous")), "each for themselves"
    with clock.stopped_at(clock.now() + DAY):
        assert calls(say(room, ada, "@tous"))


def test_who_may_call_all_is_chosen_for_a_conversation_and_for_a_room_with_its_topics(three, room, ada, ben):
    topic = open_topic(room, title="Nets", actor=ada)
    with pytest.raises(Forbidden):
        change_conversation(three, calls="keepers", actor=ben)
    with pytest.raises(Forbidden):
        change_conversation(room, calls="everybody", actor=ben)
    change_conversation(three, calls="keepers", actor=ada)
    change_conversation(room, calls="everybody", actor=ada)
    assert [get_conversation_item(each, viewer=ben).can_call_all for each in (three, room, topic)] == [
        False,
        True,
        True,
    ]
    assert [calls(say(each, ben, "@tous")) for each in (three, room, topic)] == [False, True, True]
    assert get_conversation_item(open_topic(room, title="Sails", actor=ada), viewer=ben).can_call_all


def test_the_same_choice_again_says_nothing(three, ada):
    before = three.last_seq
    change_conversation(three, calls="everybody", actor=ada)
    assert three.last_seq == before, "among few it is so already"
    change_conversation(three, calls="keepers", actor=ada)
    change_conversation(three, calls="keepers", actor=ada)
    assert three.last_seq == before + 1


def test_a_scheduled_message_calls_as_far_as_its_author_may_by_then(room, ada, ben, cleo):
    set_member(group_of(room), ben, role=GroupRole.MODERATOR, actor=ada)
    moment = clock.now() + DAY
    for number, author in enumerate((ada, ben)):
        schedule_message(room, body="@tous", client_id=f"later-{number}", scheduled_at=moment, actor=author)
    assert mentions_of(room, cleo) == [0]
    set_member(group_of(room), ben, role=GroupRole.MEMBER, actor=ada)
    with clock.stopped_at(moment):
        send_due()
    assert get_conversation_item(room, viewer=cleo).unread == 2
    assert mentions_of(room, cleo) == [1]


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


def test_nobody_is_given_a_name_that_calls_all(app):
    made = create_person(email="all@quay.example", name="Al L", actor=None)
    assert made.handle == "all2"
