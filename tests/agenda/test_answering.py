"""Answering: one answer each, seats in order, and nobody keeps a seat at what they may no longer read of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Person, Role
from app.accounts.services import change_roles, create_person, deactivate_person
from app.agenda.events import EventAnswered, SeatFreed
from app.agenda.models import Answer, Event, Reply
from app.agenda.queries import answers_of, list_answers, who_comes
from app.agenda.services import answer_event, cancel_event, change_event, plan_event
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound
from app.groups.models import Access
from app.groups.services import change_group, remove_member
from tests.support.at_once import at_once


def names(event, viewer, standing):
    return [answer.person.name for answer in list_answers(event, viewer=viewer)[standing]]


def test_each_has_one_answer_that_may_change(make_person, make_event, announced):
    event, ben = make_event(), make_person("Ben")
    announced.clear()
    for reply in (Reply.MAYBE, Reply.YES, Reply.YES):
        answer_event(event, reply, actor=ben)
    assert announced == [EventAnswered(event.id, ben.id)] * 2
    assert (event.yes_count, event.maybe_count, event.version) == (1, 0, 3)
    assert names(event, ben, "yes") == ["Ben"]
    assert who_comes(event.id) == [ben.id]
    answer_event(event, Reply.NO, actor=ben)
    assert who_comes(event.id) == []


def test_nothing_is_answered_to_what_is_over_or_called_off(make_event):
    event, off = make_event(), make_event()
    cancel_event(off, actor=off.author)
    with pytest.raises(Conflict):
        answer_event(off, Reply.YES, actor=off.author)
    with clock.stopped_at(event.ends_at), pytest.raises(Conflict):
        answer_event(event, Reply.YES, actor=event.author)


def test_who_comes_too_late_waits_and_moves_up_in_order(make_person, make_event, announced):
    event = make_event(seats=1)
    ada, ben, cem = (make_person(name) for name in ("Ada", "Ben", "Cem"))
    for person in (ada, ben, cem):
        answer_event(event, Reply.YES, actor=person)
    assert (names(event, ada, "yes"), names(event, ada, "waiting")) == (["Ada"], ["Ben", "Cem"])
    assert answers_of(cem, [event.id]) == {event.id: {"reply": "yes", "is_waiting": True, "place": 2}}
    announced.clear()
    answer_event(event, Reply.NO, actor=ada)
    assert set(announced) == {EventAnswered(event.id, ada.id), SeatFreed(event.id, ben.id)}
    answer_event(event, Reply.YES, actor=ada)
    assert (names(event, ada, "yes"), names(event, ada, "waiting")) == (["Ben"], ["Cem", "Ada"])


def test_more_seats_let_people_move_up_and_taken_ones_stay(make_person, make_event):
    event = make_event(seats=1)
    for person in (make_person(), make_person(), make_person()):
        answer_event(event, Reply.YES, actor=person)
    change_event(event, seats=2, actor=event.author)
    assert (event.yes_count, event.waiting_count) == (2, 1)
    with pytest.raises(Invalid):
        change_event(event, seats=1, actor=event.author)
    change_event(event, seats=None, actor=event.author)
    assert (event.yes_count, event.waiting_count) == (3, 0)


@pytest.mark.parametrize(
    "lose",
    [
        lambda group, ben, owner: remove_member(group, ben, actor=owner),
        lambda _group, ben, _owner: deactivate_person(ben, actor=None),
    ],
    ids=["removed from the group", "account closed"],
)
def test_whoever_can_no_longer_come_frees_the_seat(make_person, make_group, make_event, drain, lose):
    owner, ben, cem = make_person("Owner"), make_person("Ben"), make_person("Cem")
    group = make_group(owner=owner, members=(ben, cem), access=Access.CLOSED)
    event = make_event(group=group, author=owner, seats=1)
    for person in (ben, cem):
        answer_event(event, Reply.YES, actor=person)
    lose(group, ben, owner)
    if ben.may_enter:
        with pytest.raises(NotFound):
            answer_event(event, Reply.NO, actor=ben)
    drain()
    session.refresh(event)
    assert (names(event, owner, "yes"), event.waiting_count) == (["Cem"], 0)


def test_a_group_that_closes_and_a_guest_from_now_on_keep_no_seat(make_person, make_group, make_event, drain):
    owner, reader, guest = make_person(), make_person("Reader"), make_person("Guest")
    group = make_group(owner=owner)
    in_group, in_house = make_event(group=group, author=owner), make_event(author=owner)
    answer_event(in_group, Reply.YES, actor=reader)
    answer_event(in_house, Reply.YES, actor=guest)
    change_group(group, access=Access.CLOSED, actor=owner)
    change_roles(guest, add=[Role.GUEST], remove=[Role.MEMBER], actor=None)
    drain()
    for event in (in_group, in_house):
        session.refresh(event)
        assert event.yes_count == 0


def test_what_is_past_keeps_its_answers(make_person, make_group, make_event, drain):
    owner, ben = make_person(), make_person("Ben")
    group = make_group(owner=owner, members=(ben,))
    event = make_event(group=group, author=owner)
    answer_event(event, Reply.YES, actor=ben)
    with clock.stopped_at(event.ends_at):
        remove_member(group, ben, actor=owner)
        change_group(group, access=Access.CLOSED, actor=owner)
        drain()
    assert who_comes(event.id) == [ben.id]


def test_names_are_shown_to_whom_they_are_known(make_person, make_group, make_event):
    owner, guest, stranger = make_person("Owner"), make_person("Guest", Role.GUEST), make_person("Stranger")
    event = make_event(group=make_group(owner=owner, members=(guest,)), author=owner)
    for person in (owner, stranger):
        answer_event(event, Reply.YES, actor=person)
    assert names(event, guest, "yes") == ["Owner"]
    assert names(event, owner, "yes") == ["Owner", "Stranger"]


@pytest.mark.parametrize("time", [1, 2])
def test_the_last_seats_are_given_once_however_many_ask_at_the_same_moment(own_house, time):
    people = [
        create_person(email=f"p{number}@x.example", name=f"P {number}", roles=(Role.MEMBER,), actor=None).id
        for number in range(8)
    ]
    starts_at = datetime.now(UTC) + timedelta(days=2)  # in the threads time goes on
    author = session.get_one(Person, people[0])
    ends_at = starts_at + timedelta(hours=1)
    event_id = plan_event(title="Visit", starts_at=starts_at, ends_at=ends_at, seats=3, actor=author).id
    given = at_once(
        own_house, lambda actor: answer_event(session.get_one(Event, event_id), Reply.YES, actor=actor), people
    )
    assert [one for one in given if not isinstance(one, Answer)] == []
    event = session.get_one(Event, event_id)
    session.refresh(event)
    assert (event.yes_count, event.waiting_count, event.last_number) == (3, 5, 8)
    holders = [answer.person_id for answer in list_answers(event, viewer=event.author)["yes"]]
    at_once(own_house, lambda actor: answer_event(session.get_one(Event, event_id), Reply.NO, actor=actor), holders[:2])
    session.rollback()  # and with it what was read before
    assert (event.yes_count, event.waiting_count) == (3, 3)
    answers = list_answers(event, viewer=event.author)
    numbers = [answer.number for answer in (*answers["yes"], *answers["waiting"])]
    assert numbers == sorted(numbers)
