"""Outreach's rows: channels, the library, publications with their attempts and journal, tracked links and clicks."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.decisions.models import Proposal


class Kind(StrEnum):
    """The networks that are built; others are refused with a sentence."""

    ATOM = "atom"
    MASTODON = "mastodon"


class Access(StrEnum):
    """Whether a channel's account lets us in; three different things to do about it."""

    UNCHECKED = "unchecked"
    READY = "ready"
    REVOKED = "revoked"
    UNREACHABLE = "unreachable"


class State(StrEnum):
    """Where a publication is; `states` says what may follow what."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PUBLISHED = "published"
    RETRY_WAIT = "retry_wait"
    UNKNOWN = "unknown"
    NEEDS_HUMAN = "needs_human"
    FAILED = "failed"
    MISSED = "missed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value.value) for value in values)})", name=column)


class Channel(Model):
    """An account of the house on a network, or its own feeds."""

    __tablename__ = "channel"
    __table_args__ = (_one_of("kind", Kind), _one_of("access", Access))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"))
    sealed_config: Mapped[str] = mapped_column(Text)
    """Encrypted; only `channels.connect` opens it."""
    account: Mapped[str] = mapped_column(String(200), default="")
    """How the network calls us."""
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    access: Mapped[str] = mapped_column(String(12), default=Access.UNCHECKED)
    problem: Mapped[str] = mapped_column(Text, default="")
    checked_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class LibraryItem(Model):
    """Words that a committee has approved, exactly as it approved them; never changed."""

    __tablename__ = "library_item"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    file_ids: Mapped[list[str]] = mapped_column(default=list)
    channels: Mapped[list[str]] = mapped_column(default=list)
    """The kinds of channel it was approved for; empty means any."""
    valid_until: Mapped[datetime | None]
    embargo_until: Mapped[datetime | None]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id"), index=True)
    approved_at: Mapped[datetime] = mapped_column(default=clock.now)

    proposal: Mapped[Proposal] = relationship()

    __table_args__ = (UniqueConstraint("proposal_id", "content_hash"),)


class Publication(Model):
    """One version of the words on its way to one account."""

    __tablename__ = "publication"
    __table_args__ = (
        _one_of("state", State),
        Index("ix_publication_state_published_at", "state", "published_at"),
        Index("ix_publication_item_id_channel_id", "item_id", "channel_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("library_item.id"))
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channel.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default=State.PLANNED)
    rev: Mapped[int] = mapped_column(default=0)
    """Rises with every change of state; a change names the one it starts from."""
    scheduled_at: Mapped[datetime]
    content_hash: Mapped[str] = mapped_column(String(64))
    payload_hash: Mapped[str] = mapped_column(String(64))
    """Of the bytes that were previewed; others are not sent."""
    reason: Mapped[str] = mapped_column(String(20), default="")
    """Why it stands where it stands: one of `reasons.Reason`, or empty."""
    detail: Mapped[str] = mapped_column(Text, default="")
    """The same in the network's own words."""
    looks: Mapped[int] = mapped_column(default=0)
    """How often it was looked for since its outcome became unknown."""
    remote_id: Mapped[str | None] = mapped_column(String(200))
    remote_url: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    """When a withdrawn one was gone from the network too."""
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the network counts; what it does not count is absent, not zero."""
    figures_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    item: Mapped[LibraryItem] = relationship()
    channel: Mapped[Channel] = relationship()


class Attempt(Model):
    """One sending: kept before the call, so that nothing is ever sent that we do not know of."""

    __tablename__ = "publication_attempt"

    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    payload_hash: Mapped[str] = mapped_column(String(64))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="")


class JournalEntry(Model):
    """One change of a publication's state; never changed."""

    __tablename__ = "publication_journal"

    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    old: Mapped[str] = mapped_column(String(12))
    new: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(Text, default="")

    actor: Mapped[Person | None] = relationship()


class TrackedLink(Model):
    """A short address of ours that leads to one fixed place."""

    __tablename__ = "tracked_link"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"), index=True)
    target: Mapped[str] = mapped_column(Text)


class ClickDay(Model):
    """How often a tracked link was followed on a day, and by how many; nothing of who."""

    __tablename__ = "click_day"

    code: Mapped[str] = mapped_column(ForeignKey("tracked_link.code", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column(default=0)
    visitors: Mapped[int] = mapped_column(default=0)


class Salt(Model):
    """The random salt of one day, forgotten the day after with all that was salted with it."""

    __tablename__ = "click_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class Visitor(Model):
    """That somebody has followed a link today, as a salted digest."""

    __tablename__ = "click_visitor"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(ForeignKey("click_salt.day", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
