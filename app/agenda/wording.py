"""When an event is, as its reader says it: by their own clock, and in their language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_timezone
from flask_babel import gettext as _

from app.core import clock
from app.core.language import language
from app.core.times import time_in_words

NOON = time(12)


@dataclass(frozen=True)
class When:
    """The time of an event as lists, cards and its page say it."""

    first: date
    last: date
    weekday: str
    begins: str
    hours: str
    words: str
    elsewhere: str
    """The beginning by the clock of the place that it was planned for, where the reader's is another one."""


def when(card: Mapping[str, Any]) -> When:
    """When the event of a card is (see `items.event_card`), for the reader of the page."""
    own, zone = ZoneInfo(card["time_zone"]), ZoneInfo(str(get_timezone()))
    starts, ends = datetime.fromisoformat(card["starts_at"]), datetime.fromisoformat(card["ends_at"])
    if card["is_all_day"]:
        return _whole_days(date.fromisoformat(card["first_day"]), date.fromisoformat(card["last_day"]))
    first = starts.astimezone(zone).date()
    last = (ends - timedelta(microseconds=1)).astimezone(zone).date()
    elsewhere = ""
    if starts.astimezone(own).utcoffset() != starts.astimezone(zone).utcoffset():
        begins = time_in_words(starts, "weekday", time_zone=card["time_zone"])
        elsewhere = _("%(time)s in the time zone %(zone)s", time=begins, zone=card["time_zone"])
    hours, words = _hours(starts, ends, is_one_day=first == last)
    return When(first, last, weekday_of(first), _clock(starts), hours, words, elsewhere)


def _hours(starts: datetime, ends: datetime, *, is_one_day: bool) -> tuple[str, str]:
    begins, day = _clock(starts), said_day(starts.astimezone(_readers_zone()).date())
    if not is_one_day:
        until = said_day(ends.astimezone(_readers_zone()).date())
        words = _("from %(day)s %(start)s to %(until)s %(end)s", day=day, start=begins, until=until, end=_clock(ends))
        return _("from %(start)s", start=begins), words
    hours = _("%(start)s to %(end)s", start=begins, end=_clock(ends))
    return hours, _("%(day)s, %(hours)s", day=day, hours=hours)


def _whole_days(first: date, last: date) -> When:
    whole = _("all day")
    words = _("%(day)s, %(hours)s", day=said_day(first), hours=whole)
    if last > first:
        words = _("from %(first)s to %(last)s", first=said_day(first), last=said_day(last))
    return When(first, last, weekday_of(first), whole, whole, words, "")


def said_day(day: date) -> str:
    """A day with its name, and its year where it is not this one: "mardi 1er décembre"."""
    style = "named_day" if day.year == today().year else "weekdate"
    return time_in_words(datetime.combine(day, NOON, _readers_zone()), style)


def weekday_of(day: date) -> str:
    """The day's name in short, for the arch of a date."""
    return format_date(day, "EEE", locale=language())


def today() -> date:
    """The day that the reader's calendar shows."""
    return clock.now().astimezone(_readers_zone()).date()


def _clock(at: datetime) -> str:
    return time_in_words(at, "clock" if at.minute else "hour")


def _readers_zone() -> ZoneInfo:
    return ZoneInfo(str(get_timezone()))
