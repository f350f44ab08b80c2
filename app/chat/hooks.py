"""Questions that chat asks of rooms above it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from app.core.hooks import Hook

needed_messages: Hook[[Collection[UUID]], Collection[UUID]] = Hook(
    "needed_messages", "Which of these messages must stay for now, though they are past their term?"
)
