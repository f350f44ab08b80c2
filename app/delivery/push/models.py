"""Web push's rows: our key, the browsers that people subscribed, and what was sent to each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import BrowserSession, Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.delivery.models import State


class PushIdentity(Model):
    """The one key pair by which push services know this house (VAPID, RFC 8292)."""

    __tablename__ = "push_identity"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    public_key: Mapped[str] = mapped_column(String(100))
    sealed: Mapped[str] = mapped_column(Text)
    """The private key, sealed with the secret key of the instance."""


class Browser(Model):
    """A browser that takes messages for a person, as long as they are signed in with it."""

    __tablename__ = "push_browser"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("browser_session.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    """Where its maker's push service takes messages for it."""
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    """Its keys (RFC 8291), in base64url."""
    device: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()
    session: Mapped[BrowserSession] = relationship()


class Push(Model):
    """One notification, or one more deed that it gathered, on its way to one browser; what it says is kept nowhere."""

    __tablename__ = "push"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(state.value) for state in State)})", name="state"),
        Index("ix_push_ended_at", "ended_at"),
    )

    browser_id: Mapped[UUID] = mapped_column(ForeignKey("push_browser.id", ondelete="CASCADE"), primary_key=True)
    notification_id: Mapped[UUID] = mapped_column(
        ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    deed: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    """While somebody sends it: until when nobody else does."""
    ended_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(300), default="")
