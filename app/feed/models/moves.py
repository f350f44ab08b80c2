"""Moves: where a post stood before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class Move(Model):
    """That somebody moved a post; where a group is None, that side is the whole house."""

    __tablename__ = "move"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    from_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id"), index=True)
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
