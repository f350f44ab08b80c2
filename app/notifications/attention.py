"""Attention: when a person may be told by push or mail, by their quiet hours, their days and their absences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.core.workingtime import DAY, OFFICE_WEEK, Calendar, Interval, Week

MARGIN = 1
"""Hours around the working day of the house in which somebody may still be told."""
MIDNIGHT = time(0)


class Rhythm(StrEnum):
    """How often a person gets a digest."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


def _house_hours() -> Interval:
    """From when until when the house works on a day, with the margin."""
    starts = min(start for intervals in OFFICE_WEEK.values() for start, _ in intervals)
    ends = max(end for intervals in OFFICE_WEEK.values() for _, end in intervals)
    return time(starts.hour - MARGIN, starts.minute), time(ends.hour + MARGIN, ends.minute)


@dataclass(frozen=True)
class Attention:
    """A person's choice, by the clock of their time zone; the defaults are those of the house.

    It is quiet from one time until the other, past midnight where the second is the earlier (7 p.m. to 8 a.m.), and
    all day on days without work. The same time twice is never quiet on working days. A digest comes at an hour (0 to
    23), and a weekly one on a weekday (0 is Monday).
    """

    keeps_quiet: bool = True
    quiet_from: time = _house_hours()[1]
    quiet_until: time = _house_hours()[0]
    working_days: tuple[int, ...] = tuple(day for day, hours in OFFICE_WEEK.items() if hours)
    digest: Rhythm = Rhythm.WEEKLY
    digest_hour: int = 8
    digest_day: int = 0

    @property
    def week(self) -> Week:
        """The hours in which they may be told."""
        if self.quiet_until == self.quiet_from:
            hours: tuple[Interval, ...] = ((MIDNIGHT, MIDNIGHT),)
        elif self.quiet_until < self.quiet_from:
            hours = ((self.quiet_until, self.quiet_from),)
        else:
            around = ((MIDNIGHT, self.quiet_from), (self.quiet_until, MIDNIGHT))
            hours = tuple(interval for interval in around if interval != (MIDNIGHT, MIDNIGHT))
        return dict.fromkeys(self.working_days, hours)

    def first_moment(
        self,
        at: datetime,
        *,
        time_zone: str,
        absences: Iterable[tuple[date, date]] = (),
        holidays: frozenset[date] = frozenset(),
    ) -> datetime:
        """The moment itself where the person may be told then, else the first one later.

        Absences are first and last days. Night work that begins on the eve of a day without work is cut at midnight.
        """
        calendar = Calendar(time_zone, self.week, holidays) if self.keeps_quiet else None
        away, moment = sorted(absences), at
        while True:  # until neither an absence nor the quiet moves it any further
            later = _back_from(away, moment, ZoneInfo(time_zone))
            later = calendar.next_working(later) if calendar else later
            if later == moment:
                return moment
            moment = later


def _back_from(absences: Iterable[tuple[date, date]], at: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the midnight that ends the absence in which it lies."""
    for first, last in absences:
        if first <= at.astimezone(zone).date() <= last:
            at = datetime.combine(last + DAY, MIDNIGHT, zone).astimezone(UTC)
    return at
