"""What happened to people's presence."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PresenceChosen:
    """A person said something else of themselves, or lets others see something else; what it was is not told."""

    person_id: UUID
