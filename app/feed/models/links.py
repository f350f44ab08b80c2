"""What a post's first link leads to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model


class LinkPreview(Model):
    """What the page behind a post's first link said of itself when it was asked."""

    __tablename__ = "link_preview"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(String(300), default="")
    site: Mapped[str] = mapped_column(String(100), default="")
    picture: Mapped[str | None] = mapped_column(String(64), index=True)
    """The key of its picture, made anew and kept by us."""
    fetched_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]
    """When the author took it away; the same link brings it back no more."""
