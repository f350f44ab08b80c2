"""What is kept of a text's first link: the columns that each room's rows have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock


class KeptLink:
    """What the page behind a text's first link said of itself when it was asked; without a title it said nothing.

    The rows of a room add the identifier of the text, which is their key, and go with it.
    """

    url: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(String(300), default="")
    site: Mapped[str] = mapped_column(String(100), default="")
    picture: Mapped[str | None] = mapped_column(String(64), index=True)
    """The key of its picture, made anew and kept by us."""
    fetched_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]
    """When the author took it away; the same link brings it back no more."""
