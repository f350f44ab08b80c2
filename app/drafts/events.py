"""What happened to drafts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DraftChanged:
    """A person wrote on, or let go of a draft; its words are not told, for they concern nobody else."""

    person_id: UUID
    place: str
