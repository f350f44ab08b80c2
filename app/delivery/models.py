"""Delivery's rows: which mails were begun, what became of each, and which are held back for now."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class State(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    """There was no longer a reason to send it, or a right to read it."""
    FAILED = "failed"


class Mail(Model):
    """One mail to one address. Its identifier makes its Message-ID, the same at each try; its text is kept nowhere."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(state.value) for state in State)})", name="state"),
        Index("ix_mail_state_created_at", "state", "created_at"),
        Index("ix_mail_state_due_at", "state", "due_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    """What it tells: the same is mailed once."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Whom it is for, where they have an account."""
    address: Mapped[str] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(300), default="")
    """What the last try met with."""


class HeldMail(Model):
    """What is to be told by mail once its reader no longer keeps quiet; what waits then leaves as one mail."""

    __tablename__ = "held_mail"
    __table_args__ = (UniqueConstraint("person_id", "notification_id", "deed"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notification.id", ondelete="CASCADE"), index=True)
    deed: Mapped[str] = mapped_column(String(60), default="")
    """Of a notification that gathers, which deed it is about; empty for the first."""
    gathered_in: Mapped[UUID | None] = mapped_column(index=True)
    """The first of those with which it leaves, from when on they do."""


class Digest(Model):
    """Where a person stands with their digests. One for each person; the mail of each period is a row of `Mail`."""

    __tablename__ = "digest"
    __table_args__ = (Index("ix_digest_due_at_person_id", "due_at", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime]
    """When to look whether one is due: at the next moment of their rhythm, or sooner."""
    settled_until: Mapped[datetime]
    """The moments up to here are dealt with."""
    told_until: Mapped[datetime | None]
    """Up to when the last one told."""
