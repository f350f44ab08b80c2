"""What waits for a person's own decision: the rooms tell it, home shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.hooks import Hook


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person's own decision, as home shows it."""

    kind: str
    icon: str
    title: str
    detail: str
    action: str
    url: str
    due_at: datetime | None = None
    """When it is too late, or late; None where it can wait."""


waiting_for: Hook[[Any], Sequence[Waiting]] = Hook(
    "waiting_for", "What waits for this person's own decision, the most urgent first?"
)


def list_waiting(person: Any, *, most: int) -> list[Waiting]:
    """What all rooms have for a person: what has an end before what can wait, the first to end first."""
    found = [thing for things in waiting_for.ask(person) for thing in things]
    return sorted(found, key=lambda thing: (thing.due_at is None, thing.due_at))[:most]
