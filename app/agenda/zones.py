"""A time zone as calendars are told of it (RFC 5545, VTIMEZONE): each change of its clocks in some years, one by one.

Written here, for icalendar's own description (7.3) lets the clocks change an hour late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=64)
def describe(name: str, first_year: int, last_year: int) -> Timezone:
    """The zone from the beginning of one year to the end of another; whoever adds it to a calendar changes nothing."""
    zone = ZoneInfo(name)
    described = Timezone()
    described.add("tzid", name)
    since, until = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    described.add_component(_observance(zone, since, before=since))
    for change in _changes(zone, since, until):
        described.add_component(_observance(zone, change, before=change - SECOND))
    return described


def _observance(zone: ZoneInfo, begins: datetime, *, before: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What the clocks say from a moment on; its beginning is said by the clock that ends with it."""
    local, former = begins.astimezone(zone), before.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    offset = former.utcoffset() or timedelta()
    observance.add("dtstart", (begins + offset).replace(tzinfo=None))
    observance.add("tzoffsetfrom", offset)
    observance.add("tzoffsetto", local.utcoffset() or timedelta())
    observance.add("tzname", local.tzname() or "")
    return observance


def _changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """The first moment of each new observance, found between two days by halves."""
    day = since
    while day < until:
        following = day + DAY
        if _state(zone, day) != _state(zone, following):
            low, high = day, following
            while high - low > SECOND:
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if _state(zone, middle) == _state(zone, day) else (low, middle)
            yield high
        day = following


def _state(zone: ZoneInfo, at: datetime) -> tuple[timedelta | None, timedelta | None]:
    local = at.astimezone(zone)
    return local.utcoffset(), local.dst()
