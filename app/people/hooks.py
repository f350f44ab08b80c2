"""Questions that people ask of rooms above them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select

from app.accounts.models import Person
from app.core.hooks import Hook

acquaintances: Hook[[Person], Select[UUID]] = Hook(
    "acquaintances", "Whom does a guest know, because they were brought together?"
)
