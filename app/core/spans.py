"""Spans: how long a wish of somebody's holds, by the clock of their time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.core import clock

MIDNIGHT = time(0)
MORNING = time(8)
DAY = timedelta(days=1)


class Span(StrEnum):
    """For how long something holds, beginning now."""

    HALF_HOUR = "half_hour"
    HOUR = "hour"
    TODAY = "today"
    MORNING = "morning"
    """Until tomorrow's."""
    THIS_WEEK = "this_week"
    """Until Sunday is over."""
    WEEK = "week"
    """Seven days."""
    ALWAYS = "always"


def end_of(span: Span, time_zone: str) -> datetime | None:
    """The moment at which it ends; None for what holds for good."""
    now, zone = clock.now(), ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    ends = {
        Span.HALF_HOUR: now + timedelta(minutes=30),
        Span.HOUR: now + timedelta(hours=1),
        Span.TODAY: end_of_day(today, time_zone),
        Span.MORNING: datetime.combine(today + DAY, MORNING, zone),
        Span.THIS_WEEK: end_of_day(today + DAY * (6 - today.weekday()), time_zone),
        Span.WEEK: now + timedelta(weeks=1),
    }
    return ends.get(span)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The midnight with which a day ends."""
    return datetime.combine(day + DAY, MIDNIGHT, ZoneInfo(time_zone))
