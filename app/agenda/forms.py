"""What the agenda's pages send, parsed; and what their forms show at first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.agenda.models import Event, Reply
from app.agenda.queries import Scope
from app.agenda.schedule import days_of
from app.core import clock
from app.core.errors import Invalid

Form = Mapping[str, str]

NOON = time(12)
AN_HOUR = timedelta(hours=1)


def read_event(form: Form) -> dict[str, Any]:
    """The fields of an event as `plan_event` and `change_event` take them; its times by the clock it names.

    An end that is not said is an hour later, or the same day. Raises Invalid for a date, a time or a number of seats
    that cannot be read.
    """
    is_all_day = "is_all_day" in form
    begins = _moment(form, "starts", is_all_day=is_all_day)
    if begins is None:
        raise Invalid(starts_at=_("Say when it starts."))
    ends = _moment(form, "ends", is_all_day=is_all_day, day=begins.date())
    try:
        ends = ends or begins + AN_HOUR
    except OverflowError:
        raise Invalid(starts_at=_("This date cannot be used.")) from None
    words = {name: form.get(name, "") for name in ("title", "body", "place", "link")}
    return words | {
        "starts_at": begins,
        "ends_at": ends,
        "time_zone": form.get("time_zone", "").strip(),
        "is_all_day": is_all_day,
        "seats": _seats(form.get("seats", "")),
    }


def fields_of(event: Event) -> dict[str, str]:
    """The fields as the form shows them of an event that there is."""
    zone = ZoneInfo(event.time_zone)
    first, last = days_of(event, zone)
    fields = {name: getattr(event, name) for name in ("title", "body", "place", "link", "time_zone")}
    fields |= {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "seats": str(event.seats or "")}
    if event.is_all_day:
        return fields | {"is_all_day": "1"}
    ends = event.ends_at.astimezone(zone)
    return fields | {
        "starts_at": f"{event.starts_at.astimezone(zone):%H:%M}",
        "ends_at": f"{ends:%H:%M}",
        "ends_on": ends.date().isoformat(),
    }


def first_fields(actor: Person, group_id: str) -> dict[str, str]:
    """The fields of a new event: tomorrow at nine by the actor's clock, to be changed."""
    tomorrow = clock.now().astimezone(ZoneInfo(actor.time_zone)).date() + timedelta(days=1)
    begins = {"starts_on": tomorrow.isoformat(), "starts_at": "09:00", "ends_at": "10:00"}
    return begins | {"time_zone": actor.time_zone, "group": group_id}


def read_reply(form: Form) -> Reply:
    """The answer that was pressed; raises Invalid for another."""
    try:
        return Reply(form.get("reply", ""))
    except ValueError:
        raise Invalid(reply=_("Choose one of those offered.")) from None


def read_scope(arguments: MultiDict[str, str]) -> Scope:
    """Which events are wanted; one's own where the address names none."""
    wanted = arguments.get("scope", "")
    return Scope(wanted) if wanted in set(Scope) else Scope.MINE


def _moment(form: Form, name: str, *, is_all_day: bool, day: date | None = None) -> datetime | None:
    """A day and a time of day; None where the time, or for whole days the day, is not said."""
    said_day, said_time = form.get(f"{name}_on", "").strip(), form.get(f"{name}_at", "").strip()
    field = {f"{name}_at": _("This date cannot be used.")}
    try:
        day = date.fromisoformat(said_day) if said_day else day
        at = NOON if is_all_day else time.fromisoformat(said_time) if said_time else None
    except ValueError:
        raise Invalid(**field) from None
    if at is not None and at.tzinfo is not None:
        raise Invalid(**field)
    return datetime.combine(day, at) if day and at else None


def _seats(text: str) -> int | None:
    tidy = "".join(text.split())
    if not tidy:
        return None
    if not tidy.isdecimal() or not tidy.isascii() or len(tidy) > 9:
        raise Invalid(seats=_("A number is expected."))
    return int(tidy)
