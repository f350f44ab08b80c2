"""What happened to events."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class EventPlanned:
    """An event was planned."""

    event_id: UUID


@dataclass(frozen=True)
class EventChanged:
    """An event reads otherwise; `is_moved` where its time or place is another one. The actor knows already."""

    event_id: UUID
    actor_id: UUID
    is_moved: bool


@dataclass(frozen=True)
class EventCancelled:
    """An event will not take place; it stays to be read. The actor knows already."""

    event_id: UUID
    actor_id: UUID


@dataclass(frozen=True)
class EventHidden:
    """Moderation hid an event: only who planned it still sees it."""

    event_id: UUID


@dataclass(frozen=True)
class EventRestored:
    """A hidden event can be read again."""

    event_id: UUID


@dataclass(frozen=True)
class EventAnswered:
    """A person answered, or answered otherwise, or can no longer come."""

    event_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class SeatFreed:
    """Somebody who waited for a seat has one now."""

    event_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class EventNear:
    """An event begins within a day; told once, and again where it moved. Those who come or may come want to know."""

    event_id: UUID
