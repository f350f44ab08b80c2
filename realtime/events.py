"""What happens among open sockets; of these facts nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Typing:
    """A person is writing in a conversation."""

    conversation_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class PresenceChanged:
    """A person's first socket of a process opened, or their last one closed."""

    process: str
    person_id: UUID
    here: bool


@dataclass(frozen=True)
class PeopleHere:
    """Everybody who has a socket of a process open; said now and then, so that what was missed is made good."""

    process: str
    person_ids: tuple[UUID, ...]
