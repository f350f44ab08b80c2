"""When an event takes place: moments said by the clock of a time zone, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext as _

from app.core import clock
from app.core.errors import Invalid

FARTHEST = timedelta(days=2 * 366)
LONGEST = timedelta(days=31)
TOLERANCE = timedelta(minutes=5)
"""What begins just now may still be planned."""


class Timed(Protocol):
    """What has the times of an event."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def is_all_day(self) -> bool: ...


@dataclass(frozen=True)
class Schedule:
    """The times of an event, in UTC; one that takes whole days begins and ends at midnight of its time zone."""

    starts_at: datetime
    ends_at: datetime
    time_zone: str
    is_all_day: bool


def schedule(starts_at: datetime, ends_at: datetime, *, time_zone: str, is_all_day: bool) -> Schedule:
    """Times as they were said: what names no zone of its own is meant by the clock of the given one.

    Where whole days are meant, the days are those of that zone, and midnight belongs to the day before it ends.
    Raises Invalid for a zone or a time of day that does not exist, an end before the beginning, and for too long.
    """
    if time_zone not in _zones():
        raise Invalid(time_zone=_("There is no such time zone."))
    zone = ZoneInfo(time_zone)
    begins, ends = _moment(starts_at, zone, "starts_at"), _moment(ends_at, zone, "ends_at")
    if is_all_day:
        begins, ends = _whole_days(begins, ends, zone)
    if ends <= begins:
        raise Invalid(ends_at=_("The end is not after the beginning."))
    if ends - begins > LONGEST:
        raise Invalid(ends_at=_("An event lasts a month at most."))
    return Schedule(begins, ends, time_zone, is_all_day)


def demand_ahead(planned: Schedule) -> None:
    """Raise Invalid for what has begun already or lies years away."""
    begins_by = planned.ends_at if planned.is_all_day else planned.starts_at + TOLERANCE
    if begins_by <= clock.now():
        raise Invalid(starts_at=_("This is in the past."))
    if planned.starts_at > clock.now() + FARTHEST:
        raise Invalid(starts_at=_("This is more than two years away. Check the year."))


def days_of(event: Timed, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day: by the reader's clock, or by the event's own where it takes whole days."""
    zone = ZoneInfo(event.time_zone) if event.is_all_day else zone
    last = event.ends_at - timedelta(microseconds=1)
    return event.starts_at.astimezone(zone).date(), last.astimezone(zone).date()


def _whole_days(begins: datetime, ends: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first = begins.astimezone(zone).date()
    last = ends if ends == begins else ends - timedelta(microseconds=1)  # the same moment twice means that day
    return _midnight(first, zone), _midnight(last.astimezone(zone).date() + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _moment(said: datetime, zone: ZoneInfo, field: str) -> datetime:
    try:
        if said.tzinfo is not None:
            return said.astimezone(UTC)
        moment = said.replace(tzinfo=zone).astimezone(UTC)
        back = moment.astimezone(zone)
    except (OverflowError, ValueError):
        raise Invalid(**{field: _("This date cannot be used.")}) from None
    if back.replace(tzinfo=None) != said.replace(fold=0):
        raise Invalid(**{field: _("That day the clocks change: this time of day does not exist.")})
    return moment


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
