"""Drafts' rows: what one person has begun to write at one place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model

LONGEST_PLACE = 60


class Draft(Model):
    """What one person has begun to write at one place, or that they let go of it.

    Who sends or clears a draft leaves the row behind for a while, without its words: a device that was away learns of
    it, and older words that arrive late do not bring the draft back.
    """

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_person_id_version", "person_id", "version"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), primary_key=True)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the form holds, by its fields' names; None where the draft was let go of."""
    version: Mapped[int] = mapped_column(BigInteger)
    """The moment of the last change, in milliseconds since 1970; of two drafts of a person never the same."""
