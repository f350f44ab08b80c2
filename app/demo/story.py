"""The demo's texts and its times, which are counted in working days from the day it is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.core import clock

COMPANY = Path(__file__).with_name("company")
TIME_ZONE = ZoneInfo("Europe/Paris")
SATURDAY = 5

Written = dict[str, Any]
Event = tuple[datetime, Callable[[], object]]


def read(name: str) -> Written:
    """One of the company's files."""
    return tomllib.loads((COMPANY / name).read_text(encoding="utf-8"))


def read_walls() -> dict[str, list[Written]]:
    """The posts by the group they stand in; "house" is the whole company."""
    return {path.stem: read(f"posts/{path.name}")["post"] for path in sorted((COMPANY / "posts").glob("*.toml"))}


def moment(written: str) -> datetime:
    """ "-12d 09:40" is twelve working days ago at that local time, "+2d 18:00" lies ahead, "-95m" is in minutes.

    It is counted from the clock's now: a story that is being told has read its moments before.
    """
    if match := re.fullmatch(r"-(\d+)m", written):
        return clock.now() - timedelta(minutes=int(match[1]))
    match = re.fullmatch(r"([+-]\d+)d (\d\d):(\d\d)", written)
    if match is None:
        raise ValueError(written)
    day = _working_day(int(match[1]))
    return datetime.combine(day, time(int(match[2]), int(match[3])), TIME_ZONE)


def _working_day(count: int) -> datetime:
    day = clock.now().astimezone(TIME_ZONE)
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= SATURDAY:
            day += step
    return day


def tell(events: list[Event], passed: Callable[[], None]) -> None:
    """Let the events happen in their order, each with the clock at its own time."""
    for at, happen in sorted(events, key=lambda event: event[0]):
        with clock.stopped_at(at):
            happen()
        passed()
