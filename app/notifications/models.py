"""Notifications' rows: what waits for each person, by which ways and when they want to be told."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
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
        Index("ix_notification_person_id_about", "person_id", "about"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(120))
    """What it is about: the same is told once."""
    about: Mapped[str | None] = mapped_column(String(120))
    """What gathers here as long as it is unread ("Ada and 4 others"), deed by deed; None for what stands alone."""
    kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    event_id: Mapped[UUID | None]
    """Without a foreign key, which SQLite adds to no table that others refer to; events are never removed."""
    message_id: Mapped[UUID | None]
    """Without a foreign key as well; of what is gone nobody is told any more."""
    subject: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(String(300))
    count: Mapped[int] = mapped_column(default=1)
    """How many people did it, where several did the same to the same thing."""
    at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]
    on_screen: Mapped[bool] = mapped_column(default=True)
    """Whether the bell counts it; what is wanted by mail or push alone is kept for their sake."""

    actor: Mapped[Person | None] = relationship(foreign_keys=[actor_id], lazy="joined")


class Deed(Model):
    """One of the deeds that a notification gathers: who did it and, of a comment, which."""

    __tablename__ = "notification_deed"

    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    actor: Mapped[Person] = relationship(lazy="joined")


class NotificationSetting(Model):
    """A kind for which a person chose otherwise than the quiet defaults."""

    __tablename__ = "notification_setting"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    screen: Mapped[bool]
    mail: Mapped[bool]
    push: Mapped[bool]


class AttentionSetting(Model):
    """When a person wants to be told, where they chose otherwise than the house (see `attention`)."""

    __tablename__ = "attention_setting"
    __table_args__ = (CheckConstraint("digest IN ('never', 'daily', 'weekly')", name="digest"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    keeps_quiet: Mapped[bool]
    quiet_from: Mapped[time]
    quiet_until: Mapped[time]
    working_days: Mapped[list[Any]]
    """Numbers of weekdays; 0 is Monday."""
    digest: Mapped[str] = mapped_column(String(6))
    digest_hour: Mapped[int]
    digest_day: Mapped[int]


class Absence(Model):
    """Days on which a person is away, both included, by the calendar of their time zone."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="order"),
        Index("ix_absence_person_id_last_day", "person_id", "last_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    first_day: Mapped[date]
    last_day: Mapped[date]
