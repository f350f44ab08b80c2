"""Rows of rumours: a claim with its state, who must answer it, and the copies that carry it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.people.models import Department
from moderation.models.cases import one_of


class RumourState(StrEnum):
    """What is known of a claim."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    FALSE = "false"
    DISPUTED = "disputed"


class Rumour(Model):
    """Something people say that nobody has yet confirmed, or that was answered."""

    __tablename__ = "rumour"
    __table_args__ = (
        CheckConstraint(one_of("state", RumourState), name="state"),
        CheckConstraint("length(trim(claim_fr)) + length(trim(claim_en)) > 0", name="claim"),
        CheckConstraint("state = 'unverified' OR length(trim(statement)) > 0", name="statement"),
        CheckConstraint("state = 'unverified' OR (settled_at IS NOT NULL AND settled_by IS NOT NULL)", name="settled"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    claim_fr: Mapped[str] = mapped_column(Text, default="")
    claim_en: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default=RumourState.UNVERIFIED)
    statement: Mapped[str] = mapped_column(Text, default="")
    source_url: Mapped[str | None] = mapped_column(String(500))
    owner_department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"))
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime]
    allowed_seconds: Mapped[int]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]

    owner_department: Mapped[Department | None] = relationship(lazy="joined")
    opener: Mapped[Person] = relationship(foreign_keys=[opened_by])
    items: Mapped[list[RumourItem]] = relationship(back_populates="rumour", order_by="RumourItem.attached_at")

    def claim(self, language: str) -> str:
        """The claim in a language, or in the other one where it was not written in both."""
        first, second = (self.claim_fr, self.claim_en) if language == "fr" else (self.claim_en, self.claim_fr)
        return first or second


class RumourItem(Model):
    """A post or comment that repeats a claim, attached by hand."""

    __tablename__ = "rumour_item"
    __table_args__ = (
        CheckConstraint("target_type IN ('post', 'comment')", name="target_type"),
        Index("ix_rumour_item_target_type_target_id", "target_type", "target_id"),
    )

    rumour_id: Mapped[UUID] = mapped_column(ForeignKey("rumour.id", ondelete="CASCADE"), primary_key=True)
    target_type: Mapped[str] = mapped_column(String(10), primary_key=True)
    target_id: Mapped[UUID] = mapped_column(primary_key=True)
    attached_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    attached_at: Mapped[datetime] = mapped_column(default=clock.now)

    rumour: Mapped[Rumour] = relationship(back_populates="items")
