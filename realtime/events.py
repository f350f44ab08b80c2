"""What happens among open sockets; of these facts nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.presence.states import Wake


@dataclass(frozen=True)
class Typing:
    """A person is writing in a conversation."""

    conversation_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class PresenceChanged:
    """How awake a person's pages are by what one process knows: they came, went, or left them lying."""

    process: str
    person_id: UUID
    wake: Wake


@dataclass(frozen=True)
class PeopleHere:
    """Everybody who has a socket of a process open; said now and then, so that what was missed is made good."""

    process: str
    people: dict[UUID, Wake]
