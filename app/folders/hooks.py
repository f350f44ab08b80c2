"""Questions that the files of groups ask of rooms above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.core.hooks import Hook
from app.files.items import Item
from app.groups.models import Group


@dataclass(frozen=True)
class Shared:
    """A file that came with something that was said in the group: who said it, when, and where it stands."""

    file: Item
    name: str
    at: datetime
    url: str


shared_in: Hook[[Group, Person], Sequence[Shared]] = Hook(
    "shared_in", "Which files came with what was said in this group? Those that this viewer may open, the latest first."
)
