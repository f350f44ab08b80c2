"""People as messages and conversations show them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.accounts.models import photo_url


@dataclass(frozen=True)
class AuthorItem:
    """A person as messages and conversations show them."""

    id: UUID
    name: str
    handle: str
    photo: str | None = None
    is_guest: bool = False

    @property
    def photo_url(self) -> str | None:
        """Where the photo is."""
        return photo_url(self.id, self.photo)
