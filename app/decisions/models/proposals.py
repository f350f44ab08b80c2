"""Proposals' rows: what is proposed, each version of its words, and what is said about it."""

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
from app.feed.models import Post


class Kind(StrEnum):
    """What a proposal is about."""

    CONTENT = "content"
    WORDING = "wording"
    CADENCE = "cadence"
    CAMPAIGN = "campaign"
    POLICY = "policy"
    QUESTION = "question"


class State(StrEnum):
    """Where a proposal is on its way outward."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    DISCUSSING = "discussing"
    VOTING = "voting"
    COMMITTEE = "committee"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    MEASURED = "measured"
    CHANGES_ASKED = "changes_asked"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ARCHIVED = "archived"


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The column holds one of the values."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value.value) for value in values)})", name=column)


class Proposal(Model):
    """Something the house may say or decide; the words are those of its newest version."""

    __tablename__ = "proposal"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("state", State),
        Index("ix_proposal_state_moved_at", "state", "moved_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(unique=True)
    """What people call it by; taken in the writing transaction."""
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int]
    file_ids: Mapped[list[str]] = mapped_column(default=list)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id"), index=True)
    """The post it was made from."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(14), default=State.PROPOSED)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was sent back, rejected or withdrawn."""
    version: Mapped[int] = mapped_column(default=1)
    content_hash: Mapped[str] = mapped_column(String(64))
    """What a vote and an approval bind to."""
    committee_id: Mapped[UUID | None] = mapped_column(ForeignKey("committee.id"))
    released_at: Mapped[datetime | None]
    """When an owner of the post's closed or secret group let the house know of it."""
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    moved_at: Mapped[datetime] = mapped_column(default=clock.now)
    """When it came into its state."""

    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    post: Mapped[Post | None] = relationship()


class ProposalVersion(Model):
    """A proposal as it read at one time; never changed."""

    __tablename__ = "proposal_version"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    file_ids: Mapped[list[str]] = mapped_column(default=list)
    content_hash: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(200), default="")
    """What changed, in the words of who changed it."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Person] = relationship()


class ProposalComment(Model):
    """What somebody says about a proposal."""

    __tablename__ = "proposal_comment"
    __table_args__ = (Index("ix_proposal_comment_proposal_id_id", "proposal_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    """The version it was said about."""
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Person] = relationship()
