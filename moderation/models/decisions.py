"""Rows of what was decided: decisions with their reasons, their effects, who was told, and appeals."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from moderation.models.cases import Case, PartySide, one_of

DAY = 24 * 3600
LONGEST_SUSPENSION = timedelta(days=30)
LONGEST_NO_CONTACT = timedelta(days=365)
LONGEST_ALONE = timedelta(days=7)
"""A longer suspension needs a second person."""


class Measure(StrEnum):
    """What can be decided, lightest first."""

    DISMISS = "dismiss"
    REMIND = "remind"
    HIDE = "hide"
    SLOW = "slow"
    NO_CONTACT = "no_contact"
    APPROVAL = "approval"
    SUSPEND = "suspend"


class AppealOutcome(StrEnum):
    """What becomes of a contested decision."""

    UPHOLD = "uphold"
    AMEND = "amend"
    OVERTURN = "overturn"


class NoticeKind(StrEnum):
    """What somebody is told."""

    REASONS = "reasons"
    OUTCOME = "outcome"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_OUTCOME = "appeal_outcome"
    CORRECTION = "correction"


class Decision(Model):
    """A measure with its reason, its article and its end; in force once as many people agree as it needs."""

    __tablename__ = "moderation_decision"
    __table_args__ = (
        CheckConstraint(one_of("measure", Measure), name="measure"),
        CheckConstraint("length(trim(reason)) > 0", name="reason"),
        CheckConstraint("article > 0", name="article"),
        CheckConstraint("(measure IN ('dismiss', 'remind')) = (lasts_seconds IS NULL)", name="end"),
        CheckConstraint(
            f"measure <> 'suspend' OR (person_id IS NOT NULL AND lasts_seconds <= {LONGEST_SUSPENSION.days * DAY})",
            name="suspension",
        ),
        CheckConstraint(
            f"measure <> 'suspend' OR lasts_seconds <= {LONGEST_ALONE.days * DAY}"
            " OR in_force_at IS NULL OR seconded_by IS NOT NULL",
            name="two_people",
        ),
        CheckConstraint("(measure = 'no_contact') = (other_id IS NOT NULL)", name="between"),
        CheckConstraint("seconded_by <> decided_by", name="another_person"),
        CheckConstraint("person_id <> decided_by AND person_id <> seconded_by", name="not_in_own_cause"),
        CheckConstraint("other_id <> person_id AND other_id <> decided_by AND other_id <> seconded_by", name="other"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    measure: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    article: Mapped[int]
    code_version: Mapped[int]
    """The version of the code of conduct whose article it is."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whom it concerns; None where nobody in particular is responsible for the target."""
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whom they must not contact, under a no-contact order; bound too unless the order goes one way."""
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    seconded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    lasts_seconds: Mapped[int | None]
    """How long it lasts from when it comes into force; something hidden is looked at again at its end."""
    in_force_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """When another decision took the place of this one before it came into force."""
    overturned_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    effects: Mapped[list[Effect]] = relationship(lazy="selectin", order_by="Effect.id")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    other: Mapped[Person | None] = relationship(foreign_keys=[other_id])
    decider: Mapped[Person] = relationship(foreign_keys=[decided_by])
    appeals: Mapped[list[Appeal]] = relationship(back_populates="decision", order_by="Appeal.id", lazy="selectin")

    @property
    def until(self) -> datetime | None:
        """When it ends; counted from now on where it is not yet in force."""
        if self.lasts_seconds is None:
            return None
        return (self.in_force_at or clock.now()) + timedelta(seconds=self.lasts_seconds)

    @property
    def bound(self) -> list[UUID]:
        """Whom a no-contact order binds, or would once it is in force: one of the two, or both."""
        if self.measure != Measure.NO_CONTACT:
            return []
        return [effect.target_id for effect in self.effects if effect.ended_at is None]

    @property
    def waits_for_second(self) -> bool:
        """Whether it needs somebody else before it comes into force."""
        return self.in_force_at is None and self.withdrawn_at is None


class Effect(Model):
    """One thing that a decision did, until it is taken back."""

    __tablename__ = "moderation_effect"
    __table_args__ = (UniqueConstraint("decision_id", "target_type", "target_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_decision.id"))
    target_type: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[UUID]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Notice(Model):
    """Something that moderation told a person; each thing is told once."""

    __tablename__ = "moderation_notice"
    __table_args__ = (
        CheckConstraint(one_of("kind", NoticeKind), name="kind"),
        CheckConstraint("(rumour_id IS NULL) = (case_id IS NOT NULL)", name="about"),
        UniqueConstraint("person_id", "kind", "decision_id", "appeal_id"),
        UniqueConstraint("person_id", "rumour_id"),
        Index("ix_moderation_notice_person_id_at", "person_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(16))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("moderation_case.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("moderation_decision.id"))
    appeal_id: Mapped[UUID | None] = mapped_column(ForeignKey("moderation_appeal.id"))
    rumour_id: Mapped[UUID | None] = mapped_column(ForeignKey("rumour.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Appeal(Model):
    """Somebody contests a decision; judged by a person who took no part in it."""

    __tablename__ = "moderation_appeal"
    __table_args__ = (
        CheckConstraint(one_of("side", PartySide), name="side"),
        CheckConstraint(f"outcome IS NULL OR {one_of('outcome', AppealOutcome)}", name="outcome"),
        CheckConstraint("length(trim(statement)) > 0", name="statement"),
        CheckConstraint(
            "(judged_by IS NULL) = (outcome IS NULL) AND (judged_at IS NULL) = (outcome IS NULL)", name="judged"
        ),
        CheckConstraint("outcome IS NULL OR (reason IS NOT NULL AND length(trim(reason)) > 0)", name="reason"),
        CheckConstraint("judged_by <> decided_by AND judged_by <> appellant_id", name="another_judge"),
        CheckConstraint("seconded_by IS NULL OR judged_by <> seconded_by", name="not_the_second"),
        CheckConstraint("concerned_id IS NULL OR judged_by <> concerned_id", name="not_concerned"),
        UniqueConstraint("decision_id", "appellant_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_decision.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    appellant_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    side: Mapped[str] = mapped_column(String(9))
    statement: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime]
    allowed_seconds: Mapped[int]
    decided_by: Mapped[UUID]
    seconded_by: Mapped[UUID | None]
    concerned_id: Mapped[UUID | None]
    """Copied from the decision, so that the database itself can refuse them as judges."""
    judged_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    judged_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(Text)

    decision: Mapped[Decision] = relationship(back_populates="appeals")
    case: Mapped[Case] = relationship()
    appellant: Mapped[Person] = relationship(foreign_keys=[appellant_id])
