"""Rhythm: the moments at which a person's digest is due, by the clock of their time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.notifications.attention import Attention, Rhythm

DAY = timedelta(days=1)
WEEK = 7 * DAY
MOST_TOLD = 2 * WEEK
"""However long none came, none tells of more."""


def last_moment(wish: Attention, *, time_zone: str, at: datetime) -> datetime | None:
    """When their digest was last due, at this moment or before; None where they want none."""
    today = at.astimezone(ZoneInfo(time_zone)).date()
    moments = (_moment(today - day * DAY, wish, time_zone) for day in range(8) if _has(today - day * DAY, wish))
    return next((moment for moment in moments if moment <= at), None)


def next_moment(wish: Attention, *, time_zone: str, at: datetime) -> datetime | None:
    """When their digest is due next, after this moment; None where they want none."""
    today = at.astimezone(ZoneInfo(time_zone)).date()
    moments = (_moment(today + day * DAY, wish, time_zone) for day in range(8) if _has(today + day * DAY, wish))
    return next((moment for moment in moments if moment > at), None)


def _has(day: date, wish: Attention) -> bool:
    if wish.digest == Rhythm.WEEKLY:
        return day.weekday() == wish.digest_day
    return wish.digest == Rhythm.DAILY and day.weekday() in wish.working_days


def _moment(day: date, wish: Attention, time_zone: str) -> datetime:
    return datetime.combine(day, time(wish.digest_hour), ZoneInfo(time_zone)).astimezone(UTC)


def told_since(told_until: datetime | None, *, at: datetime) -> datetime:
    """From when on a digest of this moment tells: from where the last one ended, else a week back; never far."""
    return max(told_until or at - WEEK, at - MOST_TOLD)


def told_ahead(wish: Attention, *, time_zone: str, at: datetime) -> datetime:
    """Until when a digest of this moment tells of events: until the next one, or a week where there is none."""
    return next_moment(wish, time_zone=time_zone, at=at) or at + WEEK
