"""Planning: what is kept, what is refused and why, who may change it, who is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.agenda.events import EventCancelled, EventChanged, EventNear, EventPlanned
from app.agenda.hooks import shown_elsewhere
from app.agenda.items import event_card
from app.agenda.queries import get_event
from app.agenda.services import cancel_event, change_event, plan_event, tell_near_events
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid, NotFound
from app.core.events import command
from app.groups.models import Access
from app.groups.services import remove_member
from tests.agenda.conftest import NOW

LATER = NOW + timedelta(hours=2)


def test_a_planned_event_is_announced_once_and_says_what_was_written(make_person, make_group, announced):
    ada = make_person()
    group = make_group(owner=ada)
    announced.clear()
    event = plan_event(
        title=" Pressure\ntest ",
        body="Bring **helmets** <script>",
        place="Bench B",
        link="https://meet.example/b",
        starts_at=datetime(2026, 11, 26, 9),  # noqa: DTZ001 (by the actor's clock)
        ends_at=datetime(2026, 11, 26, 10, 30),  # noqa: DTZ001
        group=group,
        actor=ada,
    )
    assert announced == [EventPlanned(event.id)]
    assert (event.title, event.place, event.link) == ("Pressure test", "Bench B", "https://meet.example/b")
    assert event.html == "<p>Bring <strong>helmets</strong> &lt;script&gt;</p>\n"
    assert (event.starts_at, event.time_zone) == (datetime(2026, 11, 26, 8, tzinfo=UTC), "Europe/Paris")


def test_it_joins_the_transaction_of_another_command(app, make_person, announced):
    ada = make_person()
    announced.clear()

    @command
    def publish():
        plan_event(title="Lost", starts_at=LATER, ends_at=LATER + timedelta(hours=1), actor=ada)
        raise Invalid("no")

    with pytest.raises(Invalid):
        publish()
    assert announced == []


def naive(*parts):
    return datetime(*parts)  # noqa: DTZ001 (by the clock of the time zone)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 201}),
        ("body", {"body": "x" * 10_001}),
        ("place", {"place": "x" * 201}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": "https://"}),
        ("link", {"link": "https://[x"}),
        ("seats", {"seats": 0}),
        ("seats", {"seats": 10**9}),
        ("time_zone", {"time_zone": "Mars/Olympus"}),
        ("ends_at", {"ends_at": LATER}),
        ("ends_at", {"ends_at": LATER - timedelta(hours=1)}),
        ("ends_at", {"ends_at": LATER + timedelta(days=32)}),
        ("starts_at", {"starts_at": NOW - timedelta(minutes=6)}),
        ("starts_at", {"starts_at": NOW + timedelta(days=800), "ends_at": NOW + timedelta(days=800, hours=1)}),
        ("starts_at", {"starts_at": naive(2027, 3, 28, 2, 30), "ends_at": naive(2027, 3, 28, 4)}),
        ("ends_at", {"starts_at": naive(2027, 3, 28, 1), "ends_at": naive(2027, 3, 28, 2, 30)}),
        ("starts_at", {"starts_at": naive(1, 1, 1), "ends_at": naive(1, 1, 2)}),
        ("ends_at", {"ends_at": naive(9999, 12, 31, 23)}),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make_person, field, values):
    fit = {"title": "Test", "starts_at": LATER, "ends_at": LATER + timedelta(hours=1)}
    with pytest.raises(Invalid) as refusal:
        plan_event(**(fit | values), actor=make_person())
    assert list(refusal.value.errors) == [field]


def test_the_hour_that_comes_twice_is_meant_the_first_time(make_event):
    event = make_event(starts_at=naive(2027, 10, 31, 2, 30), ends_at=naive(2027, 10, 31, 4))
    assert event.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_whole_days_are_those_of_the_events_own_clock(make_event):
    event = make_event(
        starts_at=naive(2026, 12, 1, 12), ends_at=naive(2026, 12, 2, 12), time_zone="Asia/Tokyo", is_all_day=True
    )
    assert event.starts_at == datetime(2026, 11, 30, 15, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 12, 2, 15, tzinfo=UTC)
    card = event_card([event.id])[event.id]
    assert (card["first_day"], card["last_day"]) == ("2026-12-01", "2026-12-02")
    change_event(event, ends_at=event.ends_at, title="Same days", actor=event.author)
    assert event.ends_at == datetime(2026, 12, 2, 15, tzinfo=UTC)


def test_what_takes_the_whole_of_today_may_still_be_planned(make_event):
    assert make_event(starts_at=NOW, ends_at=NOW, is_all_day=True).ends_at - NOW == timedelta(hours=15)


def test_only_those_who_write_there_plan_there(make_person, make_group):
    member, stranger, guest = make_person(), make_person(), make_person("Guest", Role.GUEST)
    group, secret = make_group(members=(member, guest)), make_group(access=Access.SECRET)
    times = {"title": "Test", "starts_at": LATER, "ends_at": LATER + timedelta(hours=1)}
    plan_event(**times, group=group, actor=guest)
    for actor, place in ((stranger, group), (guest, None)):
        with pytest.raises(Forbidden):
            plan_event(**times, group=place, actor=actor)
    with pytest.raises(NotFound):
        plan_event(**times, group=secret, actor=member)


def test_a_change_is_told_with_whether_it_moved(make_event, announced):
    event = make_event()
    announced.clear()
    change_event(event, title="Another", actor=event.author)
    change_event(event, title="Another", actor=event.author)
    change_event(event, place="Bench C", actor=event.author)
    assert announced == [
        EventChanged(event.id, event.author_id, is_moved=False),
        EventChanged(event.id, event.author_id, is_moved=True),
    ]
    assert (event.sequence, event.version) == (2, 3)


def test_those_who_look_after_it_change_it_and_others_do_not(make_person, make_group, make_event):
    owner, author, other = make_person(), make_person(), make_person()
    group = make_group(owner=owner, members=(author, other))
    event, for_all = make_event(author=author, group=group), make_event(author=author)
    change_event(event, title="By the owner", actor=owner)
    change_event(for_all, title="By communication", actor=make_person("Com", Role.MEMBER, Role.COMMUNICATION))
    for forbidden in (event, for_all):
        with pytest.raises(Forbidden):
            change_event(forbidden, title="x", actor=other)
    remove_member(group, author, actor=owner)
    with pytest.raises(Forbidden):
        change_event(event, title="x", actor=author)


def test_what_was_called_off_stays_and_is_changed_no_more(make_event, announced):
    event = make_event()
    announced.clear()
    cancel_event(event, actor=event.author)
    cancel_event(event, actor=event.author)
    assert announced == [EventCancelled(event.id, event.author_id)]
    assert event_card([event.id])[event.id]["is_cancelled"] is True
    with pytest.raises(Forbidden):
        change_event(event, title="x", actor=event.author)


def test_events_of_secret_groups_are_their_readers(make_person, make_group, make_event):
    member, stranger = make_person(), make_person()
    group = make_group(members=(member,), access=Access.SECRET)
    event = make_event(group=group, author=member)
    assert get_event(event.id, viewer=member) is event
    with pytest.raises(NotFound):
        get_event(event.id, viewer=stranger)
    with pytest.raises(NotFound):
        get_event(make_event().id, viewer=make_person("Guest", Role.GUEST))


def test_whoever_shows_an_event_hears_of_each_change_in_its_transaction(app, make_event):
    event, shown = make_event(), []
    shown_elsewhere.answer(app, lambda changed: shown.append((changed.id, changed.version)))
    change_event(event, title="Another", actor=event.author)
    assert shown == [(event.id, 2)]


def test_what_is_near_is_told_once_and_again_where_it_moved(make_event, announced):
    near, far, off = make_event(hours=23), make_event(hours=25), make_event(hours=22)
    cancel_event(off, actor=off.author)
    announced.clear()
    tell_near_events()
    tell_near_events()
    assert announced == [EventNear(near.id)]
    with clock.stopped_at(NOW + timedelta(hours=2)):
        change_event(near, starts_at=NOW + timedelta(hours=20), actor=near.author)
        announced.clear()
        tell_near_events()
    assert {fact.event_id for fact in announced} == {near.id, far.id}
    session.commit()
