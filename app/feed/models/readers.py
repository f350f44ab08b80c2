"""Who reads a conversation: whether they follow it, and how far they have seen it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Reader(Model):
    """What one person has to do with one conversation; nobody else's business.

    There is none for authors who did nothing more than write the post: they follow it by themselves.
    """

    __tablename__ = "reader"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    follows: Mapped[bool | None]
    """None as long as nothing said so: only the author follows then."""
    seen: Mapped[int | None]
    """The number of the newest comment that was there when they last saw all of them; None before."""
