"""Praise: whom a post thanks, and for which of the company's values."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class CompanyValue(Model):
    """Something that the house stands for, in both languages; one that is retired stays with what was said of it."""

    __tablename__ = "company_value"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    icon: Mapped[str] = mapped_column(String(40))
    name_fr: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    sentence_fr: Mapped[str] = mapped_column(String(200))
    sentence_en: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]

    def name(self, language: str) -> str:
        """Its name, for a reader of "fr" or "en"."""
        return self.name_fr if language == "fr" else self.name_en

    def sentence(self, language: str) -> str:
        """What it means, in one sentence, for the same reader."""
        return self.sentence_fr if language == "fr" else self.sentence_en


class Praise(Model):
    """A post that thanks somebody."""

    __tablename__ = "praise"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    value_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_value.id"), index=True)


class Praised(Model):
    """Somebody whom a post thanks; they may take their name off it, and put it back."""

    __tablename__ = "praised"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("praise.post_id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    """When they took their name off."""
