"""Messages: whoever does not read them for a while is told once, and of nothing that is read, gone or lost."""

from __future__ import annotations

from itertools import count

import pytest
from sqlalchemy import func, select

from app.chat import meeting
from app.chat.services import (
    delete_message,
    edit_message,
    invite_to_conversation,
    leave_conversation,
    mark_read,
    mark_thread_read,
    mark_unread,
    mute,
    open_conversation,
    open_room,
    send_message,
)
from app.core import clock
from app.core.db import session
from app.core.outbox import Job
from app.core.registry import name_of
from app.notifications.items import describe
from app.notifications.kinds import Kind
from app.notifications.messages import A_WHILE, SOON, tell_of_message
from app.notifications.queries import UNREAD, count_unread, list_notifications
from app.notifications.services import choose
from app.people.services import block_person

_numbers = count()


def say(conversation, actor, text="Are you there?"):
    return send_message(conversation, body=text, client_id=str(next(_numbers)), actor=actor)


@pytest.fixture
def pair(make_person):
    """Ada and Ben, who wants to be told on the screen, and what they say to each other."""
    ada, ben = make_person("Ada Lovelace"), make_person("Ben Nevis")
    choose({Kind.MESSAGE: {"screen": True}}, actor=ben)
    return ada, ben, open_conversation([ben], actor=ada)


@pytest.fixture
def told(drain):
    """What waits for somebody after a while."""

    def read(person):
        drain()
        with clock.stopped_at(clock.now() + A_WHILE):
            drain()
            waiting = list_notifications(person).items
            return [describe(item).text for item in waiting if item.kind == Kind.MESSAGE]

    return read


def test_what_stays_unread_is_told_once_until_it_is_read(pair, told):
    ada, ben, conversation = pair
    say(conversation, ada)
    say(conversation, ada, "It is about the valve.")
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    assert told(ada) == []
    mark_read(conversation, seq=2, actor=ben)
    assert told(ben) == []
    say(conversation, ada, "Thank you!")
    assert told(ben) == ["Ada Lovelace vous a écrit"]


def test_nobody_is_told_before_a_while_has_passed_nor_of_what_they_read_meanwhile(pair, told, drain):
    ada, ben, conversation = pair
    message = say(conversation, ada)
    drain()
    assert list_notifications(ben).items == []
    mark_read(conversation, seq=message.seq, actor=ben)
    assert told(ben) == []


def test_what_was_marked_as_unread_calls_nobody_again_and_silences_nothing_new(pair, told):
    ada, ben, conversation = pair
    first = say(conversation, ada)
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    mark_read(conversation, seq=first.seq, actor=ben)
    second = say(conversation, ada, "It is about the valve.")
    mark_read(conversation, seq=second.seq, actor=ben)
    mark_unread(first, actor=ben)
    assert told(ben) == ["Ada Lovelace vous a écrit"], "the one that waits again, and none for what he has seen"
    say(conversation, ada, "And the pump.")
    assert told(ben) == ["Ada Lovelace vous a écrit"] * 2


def test_in_a_thread_too_only_what_is_new_calls_who_marked_an_answer_as_unread(pair, told):
    ada, ben, conversation = pair
    root = say(conversation, ben, "Shall we?")

    def answer(text):
        return send_message(conversation, body=text, client_id=text, thread=root, actor=ada)

    first = answer("Yes")
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    mark_thread_read(root, seq=first.seq, actor=ben)
    mark_unread(first, actor=ben)
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    answer("Soon")
    assert told(ben) == ["Ada Lovelace vous a écrit"] * 2


def test_what_was_taken_back_or_left_or_muted_is_not_told(pair, make_person, told):
    ada, ben, conversation = pair
    delete_message(say(conversation, ada), actor=ada)
    assert told(ben) == []
    several = open_conversation([ben, make_person()], title="Shift", actor=ada)
    say(several, ada)
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    leave_conversation(several, actor=ben)
    assert told(ben) == [], "who has left reads no more that there is something"
    mute(conversation, actor=ben)
    say(conversation, ada)
    assert told(ben) == []


def test_the_bell_counts_what_waits_again_as_soon_as_a_mute_has_ended(pair, told):
    ada, ben, conversation = pair
    say(conversation, ada)
    assert told(ben)
    mute(conversation, until=clock.from_now(hours=1), actor=ben)
    assert (count_unread(ben), UNREAD.of(ben), len(list_notifications(ben).items)) == (0, 0, 0)
    with clock.stopped_at(clock.from_now(hours=2)):
        assert (count_unread(ben), UNREAD.of(ben), len(list_notifications(ben).items)) == (1, 1, 1)


def test_rooms_and_requests_call_nobody(pair, make_person, make_group, told, monkeypatch):
    ada, ben, _ = pair
    room = open_room(make_group(owner=ada, members=(ben,)), actor=ada)
    say(room, ada)
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    stranger = make_person("Who Ever")
    say(open_conversation([ben], actor=stranger), stranger)
    assert told(ben) == []


def test_who_takes_a_message_back_silences_nobody(pair, told):
    ada, ben, conversation = pair
    first = say(conversation, ada)
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    delete_message(first, actor=ada)
    assert told(ben) == []
    say(conversation, ada, "It burns")
    assert told(ben) == ["Ada Lovelace vous a écrit"]
    say(conversation, ada, "Come at once")
    assert told(ben) == ["Ada Lovelace vous a écrit"]


def test_whoever_is_mentioned_in_a_room_or_among_several_learns_of_it_soon_and_once(
    pair, make_person, make_group, drain
):
    ada, ben, conversation = pair
    room = open_room(make_group(name="Shift", owner=ada, members=(ben,)), actor=ada)
    several = open_conversation([ben, make_person()], actor=ada)
    mute(several, actor=ben)
    drain()
    for place in (room, several, conversation):
        say(place, ada, f"@{ben.handle}!")
    say(room, ada, "Nobody in particular")

    def told_of():
        waiting = list_notifications(ben).items
        return sorted(describe(item).text for item in waiting if item.kind in {Kind.NAMED, Kind.MESSAGE})

    drain()
    assert told_of() == []
    with clock.stopped_at(clock.now() + SOON):
        drain()
    named = ["Ada Lovelace vous mentionne dans un message", "Ada Lovelace vous mentionne dans «\u202fShift\u202f»"]
    assert told_of() == named, "a muted conversation still tells what speaks to oneself"
    with clock.stopped_at(clock.now() + A_WHILE):
        drain()
    assert told_of() == ["Ada Lovelace vous a écrit", *named]
    mark_read(room, seq=2, actor=ben)
    assert told_of() == ["Ada Lovelace vous a écrit", named[0]]
    leave_conversation(several, actor=ben)
    assert told_of() == ["Ada Lovelace vous a écrit"]


def test_who_reads_it_soon_or_is_mentioned_no_more_is_not_told(pair, make_person, drain):
    ada, ben, _ = pair
    several = open_conversation([ben, make_person()], actor=ada)
    read, changed = say(several, ada, f"@{ben.handle}"), say(several, ada, f"@{ben.handle}?")
    mark_read(several, seq=read.seq, actor=ben)
    edit_message(changed, body="Never mind", actor=ada)
    with clock.stopped_at(clock.now() + SOON):
        drain()
    assert list_notifications(ben).items == []
    edit_message(changed, body=f"But @{ben.handle}, look", actor=ada)
    with clock.stopped_at(clock.now() + SOON):
        drain()
    assert [item.kind for item in list_notifications(ben).items] == [Kind.NAMED]


def test_whoever_is_called_with_everybody_learns_of_it_soon_and_once(make_person, make_group, drain):
    ada, ben, cleo, dora = (make_person(name) for name in ("Ada Lovelace", "Ben", "Cleo", "Dora"))
    room = open_room(make_group(name="Shift", owner=ada, members=(ben, cleo, dora)), actor=ada)
    mute(room, actor=cleo)
    block_person(ada, actor=dora)
    drain()
    said = say(room, ada, "@tous!")
    drain()
    people = (ada, ben, cleo, dora)

    def told_of():
        kept = (list_notifications(person).items for person in people)
        return [[describe(item).text for item in items if item.kind == Kind.CALLED] for items in kept]

    assert told_of() == [[], [], [], []]
    with clock.stopped_at(clock.now() + SOON):
        drain()
    once = ["Ada Lovelace appelle tout le monde dans «\u202fShift\u202f»"]
    assert told_of() == [[], once, [], []]
    for body in ("Nothing", "@all, yes"):
        edit_message(said, body=body, actor=ada)
    with clock.stopped_at(clock.now() + SOON):
        drain()
    assert told_of() == [[], once, [], []]
    mark_read(room, seq=said.seq, actor=ben)
    assert told_of() == [[], [], [], []]


def test_who_is_named_and_called_is_told_that_they_are_named(make_person, drain):
    ada, ben, cleo = (make_person(name) for name in ("Ada Lovelace", "Ben", "Cleo"))
    several = open_conversation([ben, cleo], actor=ada)
    say(several, ada, f"@tous, @{ben.handle} first")
    with clock.stopped_at(clock.now() + A_WHILE):
        drain()
    assert [[item.kind for item in list_notifications(person).items] for person in (ben, cleo)] == [
        [Kind.NAMED],
        [Kind.CALLED],
    ]


def test_who_is_brought_into_a_conversation_learns_of_it_while_they_are_in_it(make_person, drain, monkeypatch):
    ada, ben, cleo, dora = (make_person(name) for name in ("Ada Lovelace", "Ben", "Cleo", "Dora"))
    several = open_conversation([ben, make_person()], title="Weir", actor=ada)
    invite_to_conversation(several, [cleo, dora], actor=ada)
    block_person(ada, actor=dora)
    monkeypatch.setattr(meeting, "SMALL_HOUSE", 0)
    stranger = make_person("Ugo")
    invite_to_conversation(several, [stranger], actor=ada)
    drain()

    def told(person):
        return [describe(item).text for item in list_notifications(person).items]

    assert told(cleo) == ["Ada Lovelace vous ajoute à «\u202fWeir\u202f»"]
    assert [told(person) for person in (ada, ben, dora, stranger)] == [[], [], [], []]
    mark_read(several, seq=several.last_seq, actor=cleo)
    assert told(cleo) != [], "reading on does not take it away"
    leave_conversation(several, actor=cleo)
    assert told(cleo) == []


def test_a_message_in_a_room_leaves_a_job_only_where_it_mentions_somebody(make_person, make_group, drain):
    ada, ben = make_person(), make_person()
    room = open_room(make_group(owner=ada, members=(ben,)), actor=ada)
    drain()
    mine = select(func.count()).where(Job.listener == name_of(tell_of_message))
    say(room, ada, "Good morning")
    assert session.scalar(mine) == 0
    say(room, ada, f"Good morning @{ben.handle}")
    assert session.scalar(mine) == 1
