"""Working time: how much of it lies between two moments, and when a given amount of it will have passed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from app.core.children import run_module

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

Interval = tuple[time, time]
Week = Mapping[int, Sequence[Interval]]
COUNTRY = "FR"
"""Where the house works."""
OFFICE_WEEK: Week = {day: ((time(9), time(18)),) for day in range(5)}


@dataclass(frozen=True)
class Calendar:
    """When people work: the hours of each weekday (0 is Monday) in a time zone, but for holidays.

    An interval runs from its start to just before its end; midnight as an end is the end of the day. Hours
    that really pass are counted: a day without a break has 23 or 25 of them where the clocks change. Moments
    are aware datetimes of any zone, answers are in UTC. Raises ValueError for a naive moment, a week without
    hours, or hours that are out of order.
    """

    time_zone: str
    week: Week
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        ZoneInfo(self.time_zone)  # an unknown zone is a fault of the settings, told at once
        if not any(self.week.values()):
            raise ValueError("a week without working hours")
        for intervals in self.week.values():
            bounds = [bound for interval in intervals for bound in _bounds(date(2000, 1, 1), interval)]
            if any(later < earlier for earlier, later in pairwise(bounds)):
                raise ValueError("working hours that overlap or end before they begin")

    @classmethod
    def from_country(
        cls,
        country: str,
        years: Iterable[int],
        *,
        time_zone: str = "Europe/Paris",
        week: Week = OFFICE_WEEK,
        region: str | None = None,
    ) -> Calendar:
        """A calendar with the public holidays of a country ("FR") and, if given, of its region.

        Other years than those given have no holidays. The first call takes about a second. Raises ValueError
        where the country or region is not known.
        """
        return cls(time_zone, week, _public_holidays(country, region or "", tuple(sorted(years))))

    def is_working(self, at: datetime) -> bool:
        """Whether the moment lies in working time."""
        return self.next_working(at) == at

    def next_working(self, at: datetime) -> datetime:
        """The moment itself where it lies in working time, else the next opening."""
        moment = _utc(at)
        return max(moment, next(self._hours(moment))[0])

    def working_seconds_between(self, start: datetime, end: datetime) -> float:
        """The working seconds from one moment to another; negative where the second is the earlier."""
        first, last = _utc(start), _utc(end)
        if last < first:
            return -self.working_seconds_between(last, first)
        hours = takewhile(lambda interval: interval[0] < last, self._hours(first))
        worked = (min(closes, last) - max(opens, first) for opens, closes in hours)
        return sum(worked, timedelta()).total_seconds()

    def add_working(self, start: datetime, seconds: float) -> datetime:
        """The first moment by which so many working seconds have passed. Raises ValueError if negative."""
        if seconds < 0:
            raise ValueError("working time is only added")
        moment, left = _utc(start), timedelta(seconds=seconds)
        hours = self._hours(moment)
        while left:
            opens, closes = next(hours)
            moment = max(opens, moment)
            worked = min(left, closes - moment)
            moment, left = moment + worked, left - worked
        return moment

    def _hours(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working intervals that end after the start, one after the other for ever."""
        zone = ZoneInfo(self.time_zone)
        day = start.astimezone(zone).date() - DAY  # where clocks go back at midnight, a day can come again
        while True:
            for interval in self.week.get(day.weekday(), ()) if day not in self.holidays else ():
                opens, closes = (_first_shown(bound, zone) for bound in _bounds(day, interval))
                if opens < closes and closes > start:
                    yield opens, closes
            day += DAY


def holidays_around(year: int) -> frozenset[date]:
    """The public holidays of the house's country in a year and its neighbours; the first call takes about a second."""
    return _public_holidays(COUNTRY, "", (year - 1, year, year + 1))


@cache
def _public_holidays(country: str, region: str, years: tuple[int, ...]) -> frozenset[date]:
    child = run_module("app.core.publicholidays", country, region, *map(str, years), patience=60)
    known: list[str] | None = json.loads(child.stdout)
    if known is None:
        raise ValueError(f"the public holidays of {country!r} {region!r} are not known")
    return frozenset(map(date.fromisoformat, known))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC)


def _bounds(day: date, interval: Interval) -> tuple[datetime, datetime]:
    """Start and end on the clock of the wall."""
    start, end = interval
    return datetime.combine(day, start), datetime.combine(day if end != time(0) else day + DAY, end)


def _first_shown(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first moment when clocks on the wall show this time, or a later one if they skip it."""
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    # The clocks skip it: look for the moment of their jump, before which they showed less.
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment
    while after - before > SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
