"""Questions that presence asks of rooms above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from app.core.hooks import Hook
from app.presence.states import Wake

wake_of: Hook[[Collection[UUID]], Mapping[UUID, Wake]] = Hook(
    "wake_of", "How awake are the pages of these people at this moment? Who is left out has none open."
)
off_hours: Hook[[Collection[UUID]], set[UUID]] = Hook(
    "off_hours", "Which of these people are outside their hours at this moment, or away?"
)
