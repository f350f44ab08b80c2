"""What happened to a group's knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class KnowledgePageChanged:
    """A page was written, reads otherwise, stands elsewhere, was deleted or is back. The actor knows already."""

    page_id: UUID
    actor_id: UUID


@dataclass(frozen=True)
class KnowledgePageHidden:
    """Moderation hid a page: only who wrote it as it reads still sees it."""

    page_id: UUID


@dataclass(frozen=True)
class KnowledgePageRestored:
    """A hidden page can be read again."""

    page_id: UUID
