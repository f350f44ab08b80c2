"""What happened to a group's files."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DocumentAdded:
    """Somebody put a file among those of a group."""

    document_id: UUID


@dataclass(frozen=True)
class DocumentChanged:
    """A document has a new version, another name or another place."""

    document_id: UUID


@dataclass(frozen=True)
class DocumentDeleted:
    """A document was deleted, by itself or with a folder; it can be brought back for a while."""

    document_id: UUID


@dataclass(frozen=True)
class DocumentHidden:
    """Moderation hid a document: only who gave it its present version still sees it."""

    document_id: UUID


@dataclass(frozen=True)
class DocumentRestored:
    """A deleted or hidden document is there again."""

    document_id: UUID
