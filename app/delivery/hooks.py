"""Questions that delivery asks of rooms above it."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.hooks import Hook
from app.notifications.models import Notification


@dataclass(frozen=True)
class Passage:
    """A part of a mail under a title of its own."""

    title: str
    text: str


enclosures: Hook[[Notification], list[Passage]] = Hook(
    "enclosures",
    "What must a notification's mail say to somebody who cannot come in to read it? (Asked in their language; the"
    " notification is theirs, and they may read it.)",
)
