"""Committees' rows: committees, their seats, and what their members say of a proposal."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.decisions.models.proposals import one_of
from app.people.models import Department


class Verdict(StrEnum):
    """What a member of a committee may say."""

    APPROVE = "approve"
    CHANGES = "changes"
    REJECT = "reject"
    VETO = "veto"


class Committee(Model):
    """People of several departments who check what the house is about to say."""

    __tablename__ = "committee"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    seats: Mapped[list[Seat]] = relationship(back_populates="committee", order_by="Seat.position")


class Seat(Model):
    """A place in a committee: who holds it, who stands in, for which department and until when."""

    __tablename__ = "committee_seat"
    __table_args__ = (
        UniqueConstraint("committee_id", "position"),
        CheckConstraint("alternate_id IS NULL OR alternate_id <> person_id", name="alternate"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    committee_id: Mapped[UUID] = mapped_column(ForeignKey("committee.id", ondelete="CASCADE"))
    position: Mapped[int]
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    alternate_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime | None]

    committee: Mapped[Committee] = relationship(back_populates="seats")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    alternate: Mapped[Person | None] = relationship(foreign_keys=[alternate_id], lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")


class Review(Model):
    """What a seat said of one version of a proposal: a seat speaks once for each."""

    __tablename__ = "proposal_review"
    __table_args__ = (one_of("decision", Verdict), UniqueConstraint("proposal_id", "submission", "seat_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    submission: Mapped[datetime]
    """When the proposal came before the committee, so that coming again begins anew."""
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("committee_seat.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    decision: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
