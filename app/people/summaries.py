"""A person in a line: face, name, and what they do where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Summary:
    """What lists, cards and the interface show of a person."""

    id: UUID
    handle: str
    name: str
    title: str
    department: str | None
    location: str
    photo_url: str | None

    @property
    def line(self) -> str:
        """Title, department and place, as far as they are known."""
        return " · ".join(filter(None, (self.title, self.department, self.location)))


def photo_url(person_id: UUID, photo: str | None) -> str | None:
    """Where a person's photo is; the address changes with the picture, so that browsers may keep it."""
    return f"/people/{person_id}/photo?v={photo[:12]}" if photo else None


def summary_of(row: Any) -> Summary:
    """The summary in a row of `queries.summaries()`."""
    return Summary(
        id=row.id,
        handle=row.handle,
        name=row.name,
        title=row.title,
        department=row.department,
        location=row.site,
        photo_url=photo_url(row.id, row.photo),
    )
