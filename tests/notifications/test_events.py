"""Events: whoever comes learns what becomes of them, once, and never of what they may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.agenda.models import Event, Reply
from app.agenda.services import answer_event, cancel_event, change_event, plan_event, tell_near_events
from app.core import clock
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.items import describe
from app.notifications.queries import list_notifications


@pytest.fixture
def told(drain):
    """The kinds of what waits for a person, the latest first."""

    def read(person):
        drain()
        return [item.kind for item in list_notifications(person).items]

    return read


@pytest.fixture
def make_event(make_person):
    def make(title="Pressure test", **values) -> Event:
        starts_at = clock.from_now(hours=48)
        ends_at = starts_at + timedelta(hours=1)
        actor = values.pop("author", None) or make_person("Author")
        return plan_event(title=title, starts_at=starts_at, ends_at=ends_at, actor=actor, **values)

    return make


def test_those_who_come_or_may_come_hear_of_a_move_and_nobody_else(make_person, make_event, told):
    event, ada, ben, cleo = make_event(), make_person(), make_person(), make_person()
    for person, reply in ((event.author, Reply.YES), (ada, Reply.YES), (ben, Reply.MAYBE), (cleo, Reply.NO)):
        answer_event(event, reply, actor=person)
    change_event(event, body="Bring shoes", actor=event.author)
    assert told(ada) == []
    change_event(event, place="Bench C", actor=event.author)
    assert [told(person) for person in (event.author, ada, ben, cleo)] == [[], ["moved"], ["moved"], []]
    change_event(event, place="Bench D", actor=event.author)
    assert told(ada) == ["moved", "moved"]
    cancel_event(event, actor=event.author)
    assert told(ada) == ["cancelled", "moved", "moved"]
    assert describe(list_notifications(ada).items[0]).text.endswith("Pressure test")


def test_who_waited_hears_of_the_seat(make_person, make_event, told):
    event, ada, ben = make_event(seats=1), make_person(), make_person()
    for person in (ada, ben):
        answer_event(event, Reply.YES, actor=person)
    answer_event(event, Reply.NO, actor=ada)
    assert (told(ada), told(ben)) == ([], ["seat"])


def test_what_is_near_is_told_once(make_person, make_event, told):
    event, ada = make_event(), make_person()
    answer_event(event, Reply.MAYBE, actor=ada)
    with clock.stopped_at(event.starts_at - timedelta(hours=20)):
        tell_near_events()
        tell_near_events()
        assert told(ada) == ["near"]


def test_whoever_may_no_longer_see_an_event_is_told_nothing_of_it(make_person, make_group, make_event, told):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.CLOSED)
    event = make_event("Secret test", author=owner, group=group)
    answer_event(event, Reply.YES, actor=ada)
    change_event(event, place="Bench C", actor=owner)
    assert "moved" in told(ada)
    remove_member(group, ada, actor=owner)
    assert "moved" not in told(ada)
    cancel_event(event, actor=owner)
    assert "cancelled" not in told(ada)
