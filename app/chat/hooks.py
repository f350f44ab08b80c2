"""Questions that chat asks of rooms above it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.core.hooks import Hook

people_here: Hook[[Iterable[UUID]], set[UUID]] = Hook("people_here", "Which of these people are here at this moment?")
