"""Notifications' rows: what waits for each person, and by which ways they want to be told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class Notification(Model):
    """One thing that concerns one person; the things it is about are looked at again whenever it is read."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_notification_person_id_at_id", "person_id", "at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(120))
    """What it is about: the same is told once."""
    kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(String(300))
    count: Mapped[int] = mapped_column(default=1)
    """How many people did it, where several did the same to the same thing."""
    at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]

    actor: Mapped[Person | None] = relationship(foreign_keys=[actor_id], lazy="joined")


class NotificationSetting(Model):
    """A kind for which a person chose otherwise than the quiet defaults."""

    __tablename__ = "notification_setting"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    screen: Mapped[bool]
    mail: Mapped[bool]
