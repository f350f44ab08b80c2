"""What notifications hear of the agenda: whoever comes to an event learns what becomes of it."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from app.agenda.events import EventCancelled, EventChanged, EventNear, SeatFreed
from app.agenda.models import Answer, Event
from app.agenda.queries import who_comes, who_sees
from app.core.db import session
from app.core.events import on
from app.notifications import rules
from app.notifications.kinds import Kind
from app.notifications.rules import Told
from app.notifications.services import News, tell


def register(app: Flask) -> None:
    """Listen to the agenda."""
    on(app, EventChanged, tell_of_move)
    on(app, EventCancelled, tell_of_cancellation)
    on(app, SeatFreed, tell_of_seat)
    on(app, EventNear, tell_of_near_event)


def tell_of_move(fact: EventChanged) -> None:
    """Tell those who come that an event has another time or place; other changes they read when they look."""
    event = session.get(Event, fact.event_id)
    if event is not None and fact.is_moved and event.cancelled_at is None:
        told = rules.of_event(who_comes(event.id), Kind.MOVED, by=fact.actor_id)
        _tell(event, told, f"moved:{event.id}:{event.sequence}", fact.actor_id)


def tell_of_cancellation(fact: EventCancelled) -> None:
    """Tell those who would have come that they need not."""
    event = session.get(Event, fact.event_id)
    if event is not None:
        told = rules.of_event(who_comes(event.id), Kind.CANCELLED, by=fact.actor_id)
        _tell(event, told, f"cancelled:{event.id}", fact.actor_id)


def tell_of_seat(fact: SeatFreed) -> None:
    """Tell somebody who waited that a seat is theirs, unless they have given it back meanwhile."""
    event, answer = session.get(Event, fact.event_id), session.get(Answer, (fact.event_id, fact.person_id))
    if event is not None and answer is not None and answer.has_seat:
        _tell(event, rules.of_event([fact.person_id], Kind.SEAT), f"seat:{event.id}:{answer.number}")


def tell_of_near_event(fact: EventNear) -> None:
    """Tell those who come that it begins within a day."""
    event = session.get(Event, fact.event_id)
    if event is not None and event.cancelled_at is None:
        told = rules.of_event(who_comes(event.id), Kind.NEAR)
        _tell(event, told, f"near:{event.id}:{event.starts_at:%Y%m%d%H%M}")


def _tell(event: Event, told: Told, key: str, actor_id: UUID | None = None) -> None:
    seeing = who_sees(event, told)
    news = News(key, f"/events/{event.id}", actor_id, group_id=event.group_id, event_id=event.id, subject=event.title)
    tell({person: kind for person, kind in told.items() if person in seeing}, news)
