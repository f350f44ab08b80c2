"""Chat's rows for threads: who follows the answers to a message, and how far they have read them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column

from app.chat.models.messages import Message
from app.core.db import Model

IN_LOG = or_(Message.thread_id.is_(None), Message.in_log)
"""What stands in a conversation's log, as a filter: all but the answers that stand in their thread alone."""


class ThreadPlace(Model):
    """A person's place in a thread: whether its answers call for them, and the number up to which they have read."""

    __tablename__ = "thread_place"

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    last_read_seq: Mapped[int] = mapped_column(default=0)
    shown_read_seq: Mapped[int | None]
    """How far they had read before they marked an answer as unread: of what they saw nobody tells them once more."""
    is_followed: Mapped[bool] = mapped_column(default=True)
    """False once the person said that they do not want to hear of it; it stays so until they follow or write again."""
