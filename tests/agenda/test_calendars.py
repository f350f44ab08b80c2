"""Calendars: what another program reads of events, and secret addresses that are judged each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from werkzeug.http import parse_options_header

from app.accounts.models import Role
from app.accounts.services import deactivate_person, suspend_person
from app.agenda.calendars import calendar_of
from app.agenda.models import CalendarAddress, Reply
from app.agenda.services import answer_event, cancel_event, change_event, make_address, revoke_address
from app.agenda.subscriptions import list_addresses
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.groups.models import Access
from app.groups.services import remove_member
from tests.agenda.conftest import NOW

HARD = "Essai « cuve n° 2 »; tôle, 2 mm \\ soudée 😀 " + "é" * 90


def entries(written: bytes):
    """The events in a calendar, as a parser that nobody here wrote reads them."""
    return vobject.readOne(written.decode()).contents.get("vevent", [])


def titles(client, secret):
    answer = client.get(f"/calendars/{secret}.ics")
    assert answer.status_code == 200
    return [entry.summary.value for entry in entries(answer.data)]


def test_another_program_reads_what_was_planned(make_event):
    event = make_event(
        HARD, body="**Casque**;\n\n- un, deux", place="Banc B; porte 3", starts_at=NOW + timedelta(hours=1)
    )
    written = calendar_of([event])
    entry = entries(written)[0]
    assert (entry.summary.value, entry.location.value) == (HARD, "Banc B; porte 3")
    assert (entry.dtstart.value, entry.dtend.value) == (event.starts_at, event.ends_at)
    assert (entry.uid.value, entry.sequence.value, entry.status.value) == (f"{event.id}@parvis", "0", "CONFIRMED")
    assert entry.description.value.startswith("Casque;\n\nun, deux\n\nhttp")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert written.replace(b"\r\n", b"").count(b"\n") == 0


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])
def test_each_zone_is_described_so_that_the_hour_is_right_all_year(make_event, zone):
    moments = [NOW + timedelta(days=30 * number, hours=9) for number in range(14)]
    events = [make_event(starts_at=at, ends_at=at + timedelta(hours=1), time_zone=zone) for at in moments]
    vobject.icalendar.registerTzid(zone, None)  # so that what the file says of the zone is read, and nothing else
    written = calendar_of(events)
    assert f"DTSTART;TZID={zone}:".encode() in written
    read = [entry.dtstart.value for entry in entries(written)]
    assert [at.astimezone(UTC) for at in read] == moments
    assert [at.utcoffset() for at in read] == [at.astimezone(ZoneInfo(zone)).utcoffset() for at in moments]


def test_whole_days_are_dates_whose_end_is_the_day_after(make_event):
    event = make_event(
        starts_at=datetime(2026, 12, 1, 12, tzinfo=UTC), ends_at=datetime(2026, 12, 2, 12, tzinfo=UTC), is_all_day=True
    )
    entry = entries(calendar_of([event]))[0]
    assert (entry.dtstart.value, entry.dtend.value) == (date(2026, 12, 1), date(2026, 12, 3))


def test_a_change_rises_the_sequence_and_what_is_cancelled_says_so(make_event):
    event = make_event()
    change_event(event, place="Bench C", actor=event.author)
    cancel_event(event, actor=event.author)
    entry = entries(calendar_of([event]))[0]
    assert (entry.uid.value, entry.sequence.value, entry.status.value) == (f"{event.id}@parvis", "2", "CANCELLED")


def test_a_page_gives_one_event_as_a_file(client, make_person, make_event):
    ada = make_person()
    event = make_event("Réunion 10/12 : « cuve »", author=ada)
    answer = client.sign_in(ada).get(f"/events/{event.id}.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    named = parse_options_header(answer.headers["Content-Disposition"])
    assert named == ("attachment", {"filename": "Réunion 10-12-« cuve ».ics"})
    assert 'filename="Reunion 10-12- cuve .ics"' in answer.headers["Content-Disposition"]
    assert entries(answer.data)[0].summary.value == event.title


def test_ones_own_calendar_holds_ones_places_but_what_one_declined(client, make_person, make_group, make_event):
    ada = make_person()
    group, other = make_group(members=(ada,), access=Access.SECRET), make_group()
    author = session.get_one(type(ada), group.memberships[0].person_id)
    declined = make_event("Declined", author=author, hours=3)
    make_event("Of the house", author=author, hours=4)
    make_event("Of my group", author=ada, group=group, hours=5)
    make_event("Of another group", author=session.get_one(type(ada), other.memberships[0].person_id), group=other)
    answer_event(declined, Reply.NO, actor=ada)
    assert titles(client, make_address(actor=ada)) == ["Of the house", "Of my group"]


def test_the_calendar_of_a_group_ends_with_the_right_to_read_it(client, make_person, make_group, make_event):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    make_event("Secret visit", author=owner, group=group)
    secret, own = make_address(group, actor=ada), make_address(actor=ada)
    assert titles(client, secret) == titles(client, own) == ["Secret visit"]
    remove_member(group, ada, actor=owner)
    assert client.get(f"/calendars/{secret}.ics").status_code == 404
    assert titles(client, own) == []
    assert [address.group_id for address in list_addresses(ada)] == [None]


@pytest.mark.parametrize(
    "shut",
    [
        lambda person, _moderator: deactivate_person(person, actor=None),
        lambda person, moderator: suspend_person(person, until=clock.from_now(days=1), actor=moderator),
        lambda person, _moderator: make_address(actor=person),
        lambda person, _moderator: revoke_address(list_addresses(person)[0].id, actor=person),
    ],
    ids=["account closed", "suspended", "renewed", "revoked"],
)
def test_an_address_ends_at_once(client, make_person, shut):
    ada = make_person()
    secret = make_address(actor=ada)
    assert titles(client, secret) == []
    shut(ada, make_person("Mo", Role.MEMBER, Role.MODERATOR))
    assert client.get(f"/calendars/{secret}.ics").status_code == 404


def test_nobody_ends_the_address_of_another_and_no_secret_is_kept(make_person):
    ada, ben = make_person(), make_person()
    secret = make_address(actor=ada)
    row = list_addresses(ada)[0]
    with pytest.raises(NotFound):
        revoke_address(row.id, actor=ben)
    assert secret not in str(vars(session.get_one(CalendarAddress, row.id)))


def test_a_calendar_that_has_not_changed_is_not_sent_again(client, make_person, make_event):
    secret = make_address(actor=make_person())
    event = make_event()
    tag = client.get(f"/calendars/{secret}.ics").headers["ETag"]
    assert client.get(f"/calendars/{secret}.ics", headers={"If-None-Match": tag}).status_code == 304
    change_event(event, title="Another", actor=event.author)
    assert client.get(f"/calendars/{secret}.ics", headers={"If-None-Match": tag}).status_code == 200


def test_addresses_are_not_guessed_by_the_thousand(client):
    answers = {client.get(f"/calendars/{number}.ics").status_code for number in range(121)}
    assert answers == {404, 429}
