"""Events as plain values, the same for every reader: for cards that are kept, and for the REST interface."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.accounts.models import Person
from app.agenda.models import Event
from app.agenda.queries import answers_of
from app.agenda.schedule import days_of
from app.core.db import session
from app.people.queries import summarise
from app.people.summaries import Summary

PLAIN = ("title", "place", "link", "time_zone", "seats", "version")
STORED: tuple[str, ...] = (
    "id",
    "group_id",
    "title",
    "body",
    "html",
    "place",
    "link",
    "starts_at",
    "ends_at",
    "time_zone",
)
STORED += ("is_all_day", "seats", "yes_count", "maybe_count", "waiting_count")
STORED += ("created_at", "changed_at", "cancelled_at", "hidden_at")


def event_card(event_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a card shows of events that the caller knows the reader may see; JSON values, without any viewer in them.

    Times are ISO 8601 in UTC. One that takes whole days has `first_day` and `last_day`, which no reader's clock moves.
    """
    if not event_ids:
        return {}
    found = select(Event).where(Event.id.in_(set(event_ids)))
    return {event.id: card_of(event) for event in session.scalars(found)}


def card_of(event: Event) -> dict[str, Any]:
    """The card of one event."""
    first, last = days_of(event, ZoneInfo(event.time_zone))
    return {
        "id": str(event.id),
        "url": f"/events/{event.id}",
        **{name: getattr(event, name) for name in PLAIN},
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "is_all_day": event.is_all_day,
        "first_day": first.isoformat() if event.is_all_day else None,
        "last_day": last.isoformat() if event.is_all_day else None,
        "is_cancelled": event.cancelled_at is not None,
        "is_hidden": event.hidden_at is not None,
        "is_full": event.is_full,
        "yes": event.yes_count,
        "maybe": event.maybe_count,
        "waiting": event.waiting_count,
    }


def event_items(events: Sequence[Event], *, viewer: Person) -> list[dict[str, Any]]:
    """Events that the viewer may see, as the REST interface writes them."""
    authors = summarise(event.author_id for event in events)
    answers = answers_of(viewer, [event.id for event in events])
    return [_item(event, authors[event.author_id], answers.get(event.id)) for event in events]


def _item(event: Event, author: Summary, answer: dict[str, Any] | None) -> dict[str, Any]:
    first, last = days_of(event, ZoneInfo(event.time_zone)) if event.is_all_day else (None, None)
    stored = {name: getattr(event, name) for name in STORED}
    days = {"first_day": first, "last_day": last}
    return stored | days | {"url": f"/events/{event.id}", "author": author, "my_answer": answer}
