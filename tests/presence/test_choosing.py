"""What people say of themselves, and when it ends: by services, pages and the interface."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.spans import Span, end_of
from app.notifications.services import choose_attention, plan_absence
from app.presence.events import PresenceChosen
from app.presence.models import Presence
from app.presence.queries import choices_of, presence_of
from app.presence.services import be_available, be_busy, choose_what_is_seen, clear_status, forget_past, say_status
from app.presence.states import State, Wake

HOSTILE = "<img src=x onerror=alert(1)>"
API = "/api/v1"
TUESDAY_AT_NINE = datetime(2027, 2, 2, 9, tzinfo=UTC)


@pytest.fixture
def ada(make_person):
    ada = make_person("Ada Lovelace")
    choose_attention(keeps_quiet=False, actor=ada)
    return ada


def seen(person, wake=Wake.AWAKE):
    return presence_of([person.id], pages={person.id: wake})[person.id]


def test_a_status_goes_by_itself_and_nothing_of_it_is_kept(ada, announced):
    until = clock.from_now(hours=1)
    say_status("Welding  school", icon="graduation-cap", until=until, actor=ada)
    assert announced[-1] == PresenceChosen(ada.id), "without its words"
    status = choices_of(ada.id).status
    assert (status.icon, status.text, status.until) == ("graduation-cap", "Welding school", until)
    with clock.stopped_at(until):
        assert choices_of(ada.id).status is None
        forget_past()
    row = session.get(Presence, ada.id)
    assert (row.icon, row.text, row.status_until) == ("", "", None)


def test_a_newer_status_takes_the_place_of_the_earlier_one(ada):
    for text in ("Lunch", "Meeting"):
        say_status(text, until=clock.from_now(hours=1), actor=ada)
    assert [row.text for row in session.scalars(select(Presence))] == ["Meeting"]
    clear_status(actor=ada)
    clear_status(actor=ada)
    assert choices_of(ada.id).status is None


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x" * 81}, {"icon": "no-such"}, {"until": timedelta(0)}])
def test_a_status_that_says_nothing_or_too_much_or_is_over_is_refused(ada, wrong):
    wish = {"text": "Lunch", "icon": ""} | wrong
    until = clock.now() + wish.pop("until", timedelta(hours=1))
    with pytest.raises(Invalid):
        say_status(**wish, until=until, actor=ada)


def test_busy_is_seen_until_its_end(ada):
    until = clock.from_now(minutes=30)
    be_busy(until, actor=ada)
    assert (seen(ada).state, seen(ada).until) == (State.BUSY, until)
    with clock.stopped_at(until):
        assert (seen(ada).state, seen(ada).until) == (State.AVAILABLE, None)
    be_available(actor=ada)
    assert seen(ada).state is State.AVAILABLE
    with pytest.raises(Invalid):
        be_busy(clock.from_now(days=400), actor=ada)


def test_out_of_hours_is_derived_from_the_hours_and_absences_that_somebody_chose(ada, make_person):
    ben, cleo = make_person("Ben"), make_person("Cleo")
    cleo.time_zone = "Asia/Tokyo"
    for person in (ben, cleo):
        choose_attention(quiet_from=time(18, 30), actor=person)
    pages = {ben.id: Wake.AWAKE, cleo.id: Wake.IDLE}

    def states():
        seen = presence_of([ada.id, ben.id, cleo.id], pages=pages)
        return [seen[person.id].state for person in (ada, ben, cleo)]

    with clock.stopped_at(TUESDAY_AT_NINE):
        assert states() == [State.OFFLINE, State.AVAILABLE, State.AWAY]
    with clock.stopped_at(TUESDAY_AT_NINE + timedelta(hours=12)):
        assert states() == [State.OFFLINE, State.OUT_OF_HOURS, State.OUT_OF_HOURS]
    today = clock.now().date()
    plan_absence(today - timedelta(days=1), today + timedelta(days=1), actor=ada)
    assert seen(ada).state is State.OUT_OF_HOURS


def test_who_appears_offline_is_seen_as_gone_whatever_they_said(ada):
    be_busy(clock.from_now(hours=1), actor=ada)
    choose_what_is_seen(appears_offline=True, actor=ada)
    assert (seen(ada).state, seen(ada).is_here, seen(ada).until) == (State.OFFLINE, False, None)


def test_the_same_choice_is_announced_once(ada, announced):
    announced.clear()
    choose_what_is_seen(shows_typing=False, actor=ada)
    choose_what_is_seen(shows_typing=False, actor=ada)
    assert announced == [PresenceChosen(ada.id)]


def test_the_interface_says_and_changes_ones_own(client, ada, make_person):
    client.sign_in(ada)
    assert client.get(f"{API}/me/presence").json == {
        "busy_until": None,
        "status": None,
        "appears_offline": False,
        "shows_typing": True,
        "shows_receipts": True,
    }
    until = "2027-01-01T00:00:00+00:00"
    with clock.stopped_at(clock.now().replace(year=2026, month=12, day=1)):
        changed = client.patch(f"{API}/me/presence", json={"busy_until": until, "shows_receipts": False}).json
        assert (changed["busy_until"], changed["shows_receipts"], changed["shows_typing"]) == (until, False, True)
        assert client.patch(f"{API}/me/presence", json={"busy_until": None}).json["busy_until"] is None
        said = {"text": "Lunch", "icon": "utensils", "until": until}
        assert client.put(f"{API}/me/status", json=said).status_code == 204
        client.sign_in(make_person())
        assert client.get(f"{API}/people/{ada.id}/status").json == {"status": said}
    assert client.put(f"{API}/me/status", json=said | {"icon": "skull"}).status_code == 422


def test_pages_show_a_status_as_it_was_written(client, ada, make_person):
    client.sign_in(ada)
    client.post("/settings/presence/status", data={"text": HOSTILE, "span": "hour"})
    for page in ("/settings/presence", f"/people/{ada.handle}", f"/people/{ada.id}/card"):
        shown = client.get(page).text
        assert HOSTILE not in shown, page
        assert "&lt;img src=x" in shown, page
    client.post("/settings/presence/status/removal")
    assert "&lt;img src=x" not in client.get(f"/people/{ada.handle}").text


def test_a_day_and_a_span_end_by_the_clock_of_their_person(client, make_person):
    cleo = make_person("Cleo")
    cleo.time_zone = "Asia/Tokyo"
    client.sign_in(cleo)
    day = clock.now().date() + timedelta(days=3)
    client.post("/settings/presence/quiet", data={"span": "day", "day": day.isoformat()})
    ends = choices_of(cleo.id).busy_until
    assert ends == clock.now().replace(
        year=day.year, month=day.month, day=day.day, hour=15, minute=0, second=0, microsecond=0
    )
    assert client.post("/settings/presence/quiet", data={"span": "always"}).status_code == 422
    client.post("/settings/presence/quiet/removal")
    assert choices_of(cleo.id).busy_until is None


def test_switches_that_are_off_are_kept_off(client, ada):
    client.sign_in(ada)
    client.post("/settings/presence", data={"shows_typing": "1"})
    own = choices_of(ada.id)
    assert (own.shows_typing, own.shows_receipts, own.appears_offline) == (True, False, False)


def test_a_guest_reads_the_status_of_those_they_know_alone(client, ada, make_person, make_group):
    guest = make_person("Gil", Role.GUEST)
    client.sign_in(guest)
    assert client.get(f"{API}/people/{ada.id}/status").status_code == 404
    make_group(owner=ada, members=(guest,))
    assert client.get(f"{API}/people/{ada.id}/status").json == {"status": None}


def test_spans_end_where_they_say(make_person):
    friday = clock.now().replace(year=2026, month=11, day=27, hour=20, minute=0)
    with clock.stopped_at(friday):
        ends = {span: end_of(span, "Europe/Paris") for span in Span}
    assert ends[Span.HALF_HOUR] - friday == timedelta(minutes=30)
    assert ends[Span.TODAY].date() == ends[Span.MORNING].date() == date(2026, 11, 28)
    assert (ends[Span.MORNING].hour, ends[Span.TODAY].hour) == (8, 0)
    assert ends[Span.THIS_WEEK].date() == date(2026, 11, 30)
    assert ends[Span.WEEK] - friday == timedelta(weeks=1)
    assert ends[Span.ALWAYS] is None


def test_who_chose_no_hours_is_seen_as_their_pages_are_at_any_hour(make_person):
    with clock.stopped_at(TUESDAY_AT_NINE.replace(hour=23)):
        assert (seen(make_person()).state, seen(make_person()).is_here) == (State.AVAILABLE, True)


def test_outside_their_hours_nobody_sees_whether_somebody_works_all_the_same(make_person):
    ben = make_person("Ben Nevis")
    choose_attention(quiet_from=time(18, 30), actor=ben)
    with clock.stopped_at(TUESDAY_AT_NINE.replace(hour=23)):
        assert (seen(ben).state, seen(ben).is_here) == (State.OUT_OF_HOURS, False)
