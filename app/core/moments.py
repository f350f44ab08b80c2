"""Moments as forms send them, by the clock of whoever chooses them: typed, or one of those that are often meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import to_user_timezone, to_utc

from app.core import clock
from app.core.errors import Invalid
from app.core.spans import MORNING

MONDAY = 0
WEEK = 7


class Soon(StrEnum):
    """A moment to come that is often meant."""

    MINUTES = "minutes"
    HOUR = "hour"
    HOURS = "hours"
    TOMORROW = "tomorrow"
    MONDAY = "monday"


WAITS = {Soon.MINUTES: timedelta(minutes=20), Soon.HOUR: timedelta(hours=1), Soon.HOURS: timedelta(hours=3)}


def moment_of(soon: Soon) -> datetime:
    """When that is, from now on: mornings are at eight, and Monday is never today."""
    now = clock.now()
    if soon in WAITS:
        return (now + WAITS[soon]).replace(second=0, microsecond=0)
    by_their_clock: datetime = to_user_timezone(now)
    days = 1 if soon is Soon.TOMORROW else (MONDAY - by_their_clock.weekday() - 1) % WEEK + 1
    morning = datetime.combine(by_their_clock.date() + timedelta(days=days), MORNING)
    return _from_their_clock(morning)


def typed_moment(fields: Mapping[str, str], name: str) -> datetime | None:
    """The moment in a field for date and time; None where it was left empty. Raises Invalid with the field's name."""
    text = fields.get(name, "").strip()
    try:
        moment = datetime.fromisoformat(text) if text else None
        return moment if moment is None or moment.tzinfo else _from_their_clock(moment)
    except (ValueError, OverflowError):
        raise Invalid(**{name: _("This is not a time.")}) from None


def as_typed(moment: datetime) -> str:
    """A moment as such a field holds it."""
    by_their_clock: datetime = to_user_timezone(moment)
    return by_their_clock.strftime("%Y-%m-%dT%H:%M")


def _from_their_clock(moment: datetime) -> datetime:
    utc: datetime = to_utc(moment)
    return utc.replace(tzinfo=UTC)
