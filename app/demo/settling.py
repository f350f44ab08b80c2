"""After the story: what the worker would have done by now, at the time it would have done it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from app.core import clock, events
from app.core.db import session
from app.core.outbox import Job, Later
from app.core.registry import DurableListener, registry
from app.demo.story import moment
from app.notifications.models import Notification

UNREAD_SINCE = "-1d 12:00"
QUIET = ("app.delivery", "search")
"""No mail leaves for what is weeks old, and the search index is built at once."""


def settle(passed: Callable[[int], None]) -> None:
    """Tell the listeners what happened, oldest first, with the clock at its own time; what is old counts as read.

    The jobs that services have put in for later, such as asking a network for figures, are left to the worker.
    """
    listeners = {found.name: found for group in registry().durable.values() for found in group}
    facts = select(Job).where(Job.fact.is_not(None)).order_by(Job.id).limit(500)
    while jobs := session.scalars(facts).all():
        for job in jobs:
            listener = listeners.get(job.listener)
            if listener is not None and not job.listener.startswith(QUIET):
                fact = events.load(job.fact or "", job.payload)
                _tell(listener, [fact] if listener.batch else fact, at=job.due_at)
        session.execute(delete(Job).where(Job.id.in_([job.id for job in jobs])))
        passed(len(jobs))
    old = Notification.at < moment(UNREAD_SINCE)
    session.execute(update(Notification).where(old).values(read_at=Notification.at))


def _tell(listener: DurableListener, told: Any, *, at: datetime) -> None:
    """Call a listener at that time, and where it wants to be told later, then."""
    with clock.stopped_at(at):
        try:
            listener.call(told)
            return
        except Later as later:
            due_at = later.due_at
    _tell(listener, told, at=due_at)


def waiting() -> int:
    """How many facts wait to be told."""
    return session.scalar(select(func.count()).select_from(Job).where(Job.fact.is_not(None))) or 0
