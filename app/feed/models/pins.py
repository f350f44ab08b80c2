"""Pins: posts that stand on top of their group, in an order that its keepers chose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model


class Pin(Model):
    """A post that stands on top of its group; changed under the lock of the group's row alone."""

    __tablename__ = "pin"
    __table_args__ = (Index("ix_pin_group_id_position", "group_id", "position"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    position: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)
