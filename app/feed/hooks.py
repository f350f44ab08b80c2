"""Questions that the feed asks of rooms above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.accounts.models import Person
from app.core.hooks import Hook


@dataclass(frozen=True)
class Outward:
    """How often a post was published outside, how often its links were followed, and where that is told."""

    publications: int
    clicks: int
    url: str


review_text: Hook[[Person, str, UUID | None], str | None] = Hook(
    "review_text",
    "May this author publish this text in this group (None: the whole house)? None, or the reason why not.",
)
advise: Hook[[str], str | None] = Hook(
    "advise", "Would this text likely hurt somebody? What its author alone is told before it is sent, or None."
)
may_interact: Hook[[Person, Person], bool] = Hook(
    "may_interact", "May the first person comment on, react to and mention the second?"
)
labels_of: Hook[[Sequence[UUID]], Mapping[UUID, Sequence[dict[str, Any]]]] = Hook(
    "labels_of", "Which labels `{rumour_id, state, statement?}` do these posts carry, the same for every viewer?"
)
outward_of: Hook[[Sequence[UUID]], Mapping[UUID, Outward]] = Hook(
    "outward_of", "What became of these posts outside the house, the same for every viewer?"
)
"""Both are shown in cached fragments: whoever answers calls `refresh_post` when the answer changes."""
