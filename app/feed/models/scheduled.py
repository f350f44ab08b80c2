"""Scheduled posts: what is to be said later, seen by its author alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core.db import Model
from app.core.scheduled import Scheduled
from app.groups.models import Group


class ScheduledPost(Scheduled, Model):
    """A post as it was wished for; it becomes one, of the same identifier, when its time has come."""

    __tablename__ = "scheduled_post"
    __table_args__ = (
        Index("ix_scheduled_post_author_id_scheduled_at", "author_id", "scheduled_at"),
        Index("ix_scheduled_post_scheduled_at", "scheduled_at"),
    )

    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it is to carry beside its text, by the name of its kind: plain values of what was wished for."""

    author: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()
