"""The register's rows: what was decided, never changed, each bound into the audit log by its digest."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.appending import append_only
from app.core.db import Model
from app.core.ids import new_id
from app.decisions.models.proposals import Proposal, one_of


class Stage(StrEnum):
    """Who decided."""

    VOTE = "vote"
    COMMITTEE = "committee"


class RegisterEntry(Model):
    """One decision: the question, who could decide, the tally, the reasons, what it bound."""

    __tablename__ = "register_entry"
    __table_args__ = (one_of("stage", Stage), UniqueConstraint("year", "number"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int]
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    stage: Mapped[str] = mapped_column(String(10))
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    ballot_id: Mapped[UUID | None] = mapped_column(ForeignKey("ballot.id"))
    committee_id: Mapped[UUID | None] = mapped_column(ForeignKey("committee.id"))
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(300))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    """The words that were decided on."""
    method: Mapped[str] = mapped_column(String(10))
    options: Mapped[list[Any]] = mapped_column(default=list)
    outcome: Mapped[str] = mapped_column(String(14))
    electorate_size: Mapped[int]
    turnout: Mapped[int]
    tally: Mapped[dict[str, Any]]
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    """`{person_id, choice, reason}`; `person_id` is None for a secret vote."""
    minority: Mapped[list[Any]] = mapped_column(default=list)
    """Those of the reasons that the outcome went against."""
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """The hash of all of it, which the audit log holds too."""

    proposal: Mapped[Proposal] = relationship()


append_only(RegisterEntry)
