"""Announcements: posts that stand on top for a while, and who has confirmed to have read them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model


class Audience(StrEnum):
    """Whom an announcement concerns."""

    GROUP = "group"  # the members of the group it stands in
    HOUSE = "house"  # everybody of the house, without its guests
    DEPARTMENTS = "departments"  # those of some departments


class Announcement(Model):
    """A post that some people are to read; `confirm` asks each of them to say so."""

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("audience IN ('group', 'house', 'departments')", name="audience"),
        Index("ix_announcement_is_over_confirm", "is_over", "confirm"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    confirm: Mapped[bool]
    deadline: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    audience: Mapped[str] = mapped_column(String(12))
    is_over: Mapped[bool] = mapped_column(default=False)
    """It has expired: nobody is asked any more, and it stands nowhere on top."""
    confirmed: Mapped[int] = mapped_column(default=0)
    """How many of those whom it concerns now have confirmed."""
    concerned: Mapped[int] = mapped_column(default=0)
    reminders: Mapped[int] = mapped_column(default=0)
    """How often those who had not confirmed were told again."""
    reminded_at: Mapped[datetime | None]


class AnnouncementDepartment(Model):
    """One of the departments that an announcement concerns."""

    __tablename__ = "announcement_department"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("announcement.post_id", ondelete="CASCADE"), primary_key=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("department.id", ondelete="CASCADE"), primary_key=True)


class ReadConfirmation(Model):
    """A person who says to have read and understood an announcement; said once, for good."""

    __tablename__ = "read_confirmation"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
