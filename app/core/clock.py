"""The clock: the one place that knows what time it is, so that tests and the demo can stop it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def stopped() -> datetime | None:
    """The moment at which the clock stands still, if it does."""
    return _stopped.get()


def from_now(**interval: float) -> datetime:
    """The moment that lies an interval ahead, given as timedelta's keywords."""
    return now() + timedelta(**interval)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Inside, `now()` is the given moment."""
    token = _stopped.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
