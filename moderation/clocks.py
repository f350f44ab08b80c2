"""Moderation's clocks: how much working time a case, an appeal or a rumour may take, and how much of it is left."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from app.core import clock
from app.core.workingtime import COUNTRY, Calendar

HOUR = 3600
DAY = 9 * HOUR
"""A working day of the office week."""

READ_WITHIN = {1: HOUR, 2: 4 * HOUR, 3: DAY, 4: 2 * DAY}
MEASURE_WITHIN = {1: 4 * HOUR, 2: DAY, 3: 3 * DAY, 4: 5 * DAY}
APPEAL_WITHIN = 3 * DAY
RUMOUR_WITHIN = 24 * HOUR
APPEAL_PRIORITY = RUMOUR_PRIORITY = 3


def calendar() -> Calendar:
    """When the people who moderate work. The first call of a process takes about a second: not inside a command."""
    return _calendar(clock.now().year)


@cache
def _calendar(year: int) -> Calendar:
    return Calendar.from_country(COUNTRY, range(year - 1, year + 2))


def due(start: datetime, seconds: int) -> datetime:
    """The moment by which so much working time has passed."""
    return calendar().add_working(start, seconds)


def slack(due_at: datetime, allowed_seconds: int, *, now: datetime) -> float:
    """The share of the allowed working time that is left: 1 at the start, 0 when due, below 0 when late.

    What waits loses slack for ever while what is new begins at 1, so nothing can starve.
    """
    return calendar().working_seconds_between(now, due_at) / allowed_seconds
