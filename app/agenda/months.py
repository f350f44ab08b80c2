"""A month as a calendar shows it: its weeks, and what takes place on each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_timezone

from app.agenda.wording import When, said_day, today, weekday_of, when
from app.core.language import language

Card = Mapping[str, Any]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One day of the month's weeks, with what takes place then."""

    date: date
    is_inside: bool
    is_today: bool
    events: tuple[tuple[Card, When], ...]

    @property
    def words(self) -> str:
        """The day with its name."""
        return said_day(self.date)


@dataclass(frozen=True)
class Month:
    """A month's weeks, which begin on Mondays, and the months beside it."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    before: str
    after: str
    name: str
    """As it is written in addresses: 2026-12."""
    is_present: bool

    @property
    def has_events(self) -> bool:
        """Whether anything takes place in its weeks."""
        return any(day.events for week in self.weeks for day in week)


def parse_month(text: str) -> date:
    """The first day of a month written as 2026-12; of the present one where nothing usable is written."""
    try:
        first = datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        first = today()
    return min(max(first, date(1970, 2, 1)), date(2999, 11, 1)).replace(day=1)


def span_of(first: date) -> tuple[datetime, datetime]:
    """The moments between which lies what a month's weeks show, by the reader's clock and around it."""
    zone = ZoneInfo(str(get_timezone()))
    begins, ends = _first_monday(first), _last_sunday(first) + DAY
    return datetime.combine(begins, time(), zone) - DAY, datetime.combine(ends, time(), zone) + DAY


def lay_out(first: date, cards: Iterable[Card]) -> Month:
    """The month that begins on a day, filled with what takes place in it."""
    said = [(card, when(card)) for card in cards]
    days = [
        _first_monday(first) + number * DAY for number in range((_last_sunday(first) - _first_monday(first)).days + 1)
    ]
    present = today()
    filled = [
        Day(
            day,
            day.month == first.month,
            day == present,
            tuple(one for one in said if one[1].first <= day <= one[1].last),
        )
        for day in days
    ]
    return Month(
        title=format_date(first, "MMMM y", locale=language()),
        weekdays=tuple(weekday_of(day) for day in days[:7]),
        weeks=tuple(tuple(filled[start : start + 7]) for start in range(0, len(filled), 7)),
        before=f"{first - DAY:%Y-%m}",
        after=f"{first + 31 * DAY:%Y-%m}",
        name=f"{first:%Y-%m}",
        is_present=first == present.replace(day=1),
    )


def _first_monday(first: date) -> date:
    return first - first.weekday() * DAY


def _last_sunday(first: date) -> date:
    last = (first + 31 * DAY).replace(day=1) - DAY
    return last + (6 - last.weekday()) * DAY
