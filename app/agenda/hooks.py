"""Questions that the agenda asks of rooms above it."""

from __future__ import annotations

from app.agenda.models import Event
from app.core.hooks import Hook

shown_elsewhere: Hook[[Event], None] = Hook(
    "shown_elsewhere", "What shows this event and must be shown anew, in the transaction that changes it?"
)
