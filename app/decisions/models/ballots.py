"""Ballots' rows: the question, who may vote, and the votes, those of a secret ballot apart from their voters."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.decisions.models.proposals import Proposal, one_of
from app.decisions.tally import Method


class BallotState(StrEnum):
    """What the clock makes of a ballot."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class Ballot(Model):
    """A question put to a frozen electorate about one version of a proposal, until a moment."""

    __tablename__ = "ballot"
    __table_args__ = (one_of("method", Method), Index("ix_ballot_proposal_id_id", "proposal_id", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    method: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(String(300))
    options: Mapped[list[Any]] = mapped_column(default=list)
    """`{id, label, cost?}`, in the order of the ballot paper."""
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`dots` a person may give, or the `amount` that may be spent."""
    electorate: Mapped[dict[str, Any]]
    """Who was asked, as it was said; the rows of `Voter` are who that was."""
    electorate_size: Mapped[int]
    quorum: Mapped[dict[str, Any]] = mapped_column(default=dict)
    quorum_persons: Mapped[int] = mapped_column(default=1)
    quorum_departments: Mapped[int] = mapped_column(default=0)
    is_secret: Mapped[bool] = mapped_column(default=False)
    is_changeable: Mapped[bool] = mapped_column(default=True)
    is_hidden: Mapped[bool] = mapped_column(default=True)
    """Whether nobody sees the tally before the close."""
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closes_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime | None]
    """When the result was written down; the ballot is closed from `closes_at` on, whether it was or not."""
    result: Mapped[dict[str, Any] | None]
    """The tally and outcome as they were written down."""

    proposal: Mapped[Proposal] = relationship()

    @property
    def state(self) -> BallotState:
        """By the clock's arithmetic: no job need have run."""
        if self.voided_at is not None:
            return BallotState.VOID
        is_running = self.recorded_at is None and clock.now() < self.closes_at
        return BallotState.OPEN if is_running else BallotState.CLOSED


class Voter(Model):
    """Somebody who may vote, as the electorate was frozen when the ballot opened."""

    __tablename__ = "ballot_voter"

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"))
    has_voted: Mapped[bool] = mapped_column(default=False)


class Vote(Model):
    """What somebody voted; the key is the promise of one vote a person."""

    __tablename__ = "ballot_vote"

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    choice: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")
    cast_at: Mapped[datetime] = mapped_column(default=clock.now)


class SecretVote(Model):
    """A vote without its voter: no person, no time, and stored in the order of receipts, not of arrival."""

    __tablename__ = "secret_vote"
    __table_args__ = ({"sqlite_with_rowid": False},)

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    receipt: Mapped[str] = mapped_column(String(40), primary_key=True)
    choice: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")


class BallotKey(Model):
    """What turns a voter into a receipt while a secret ballot is open; destroyed when it closes."""

    __tablename__ = "ballot_key"

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
