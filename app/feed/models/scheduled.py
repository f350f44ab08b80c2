"""Scheduled posts: what is to be said later, seen by its author alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.groups.models import Group


class ScheduledPost(Model):
    """A post as it was wished for; it becomes one, of the same identifier, when its time has come."""

    __tablename__ = "scheduled_post"
    __table_args__ = (
        Index("ix_scheduled_post_author_id_scheduled_at", "author_id", "scheduled_at"),
        Index("ix_scheduled_post_scheduled_at", "scheduled_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(default=list)
    """What hangs on it, as posts tell of theirs."""
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it is to carry beside its text, by the name of its kind: plain values of what was wished for."""
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    scheduled_at: Mapped[datetime | None]
    """When it is to be published; None where that was refused, until its author says anew when."""
    refusal: Mapped[str] = mapped_column(String(300), default="")
    """Why it could not be published, in its author's words."""

    author: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()
