"""After the story: what the worker would have done by now, at the time it would have done it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from app.core import clock, events
from app.core.db import session
from app.core.outbox import Job
from app.core.registry import registry
from app.notifications.models import Notification

UNREAD_FOR = timedelta(days=2)
QUIET = ("app.delivery", "search")
"""No mail leaves for what is weeks old, and the search index is built at once."""


def settle(passed: Callable[[int], None]) -> None:
    """Do what waits, oldest first, with the clock at each job's own time; what is old counts as read."""
    listeners = {found.name: found for group in registry().durable.values() for found in group}
    while jobs := session.scalars(select(Job).where(Job.due_at <= clock.now()).order_by(Job.id).limit(500)).all():
        for job in jobs:
            listener = listeners.get(job.listener)
            if listener is not None and not job.listener.startswith(QUIET):
                fact = events.load(job.fact or "", job.payload)
                with clock.stopped_at(job.due_at):
                    listener.call([fact] if listener.batch else fact)
        session.execute(delete(Job).where(Job.id.in_([job.id for job in jobs])))
        passed(len(jobs))
    session.execute(
        update(Notification).where(Notification.at < clock.now() - UNREAD_FOR).values(read_at=Notification.at)
    )


def waiting() -> int:
    """How many jobs wait now."""
    return session.scalar(select(func.count()).select_from(Job)) or 0
