"""Messages: whoever does not read them for a while is told once, and of nothing that is read, gone or lost."""

from __future__ import annotations

from itertools import count

import pytest

from app.chat import meeting
from app.chat.services import (
    delete_message,
    leave_conversation,
    mark_read,
    mute,
    open_conversation,
    open_room,
    send_message,
)
from app.core import clock
from app.notifications.items import describe
from app.notifications.kinds import Kind
from app.notifications.messages import A_WHILE
from app.notifications.queries import list_notifications
from app.notifications.services import choose

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
