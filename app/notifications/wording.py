"""Days, hours and quiet times as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from babel.dates import get_day_names
from flask_babel import gettext as _

from app.core.language import language
from app.core.times import time_in_words
from app.notifications.attention import Attention

NO_BREAK = "\N{NO-BREAK SPACE}"


def weekdays() -> list[tuple[int, str]]:
    """The days of the week with their numbers, Monday first."""
    return sorted(get_day_names("wide", "stand-alone", language()).items())


def hours() -> list[tuple[int, str]]:
    """The hours of the day: 8 h, 08:00."""
    return [(hour, clock_in_words(time(hour))) for hour in range(24)]


def clock_in_words(at: time) -> str:
    """A time of the day: 19 h, 19 h 30, 19:00."""
    if language() != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour}{NO_BREAK}h" + (f"{NO_BREAK}{at:%M}" if at.minute else "")


def day_in_words(day: date, style: str = "date") -> str:
    """A day of the calendar, in one of the styles of `time_in_words` that show no clock."""
    return time_in_words(datetime.combine(day, time(12), UTC), style, time_zone="UTC")


def span_in_words(first: date, last: date) -> str:
    """From a day until another, or the one day."""
    return day_in_words(first) if first == last else f"{day_in_words(first)} – {day_in_words(last)}"


def absence_in_words(last_day: date) -> str:
    """Until when somebody is away."""
    words: str = _("Away until %(day)s", day=day_in_words(last_day, "day"))
    return words


def quiet_in_words(attention: Attention) -> str:
    """The daily quiet, or nothing where there is none."""
    if not attention.keeps_quiet or attention.quiet_from == attention.quiet_until:
        return ""
    start, end = clock_in_words(attention.quiet_from), clock_in_words(attention.quiet_until)
    words: str = _("Quiet from %(start)s to %(end)s.", start=start, end=end)
    return words
