"""Telling that an event is near."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.agenda.events import EventNear
from app.agenda.models import Event
from app.core import clock
from app.core.db import session
from app.core.events import command, record

NEAR = timedelta(days=1)


@command
def tell_near_events() -> None:
    """Tell of each event that begins within a day, once; for the worker. Repeating changes nothing."""
    now = clock.now()
    soon = (Event.starts_at > now, Event.starts_at <= now + NEAR, Event.told_near_at.is_(None))
    near = select(Event).where(*soon, Event.cancelled_at.is_(None), Event.hidden_at.is_(None))
    for event in session.scalars(near.with_for_update(of=Event)):
        event.told_near_at = now
        record(EventNear(event.id))
