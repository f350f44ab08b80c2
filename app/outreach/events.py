"""What happened on the channel outward."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ItemApproved:
    """Approved words stand in the library."""

    item_id: UUID
    proposal_id: UUID


@dataclass(frozen=True)
class PublicationMoved:
    """A publication came into another state; `needs_human`, `missed` and `failed` want somebody's decision."""

    publication_id: UUID
    item_id: UUID
    state: str
