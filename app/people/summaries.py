"""A person in a line: face, name, and what they do where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.accounts.models import photo_url


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
