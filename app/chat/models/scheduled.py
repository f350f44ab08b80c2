"""Chat's rows for what is to be said later, seen by its author alone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.chat.models.conversations import Conversation
from app.chat.models.messages import LONGEST_CLIENT_ID
from app.core.db import Model
from app.core.scheduled import Scheduled


class ScheduledMessage(Scheduled, Model):
    """A message that waits for its time; it is sent under its own `client_id`, so never twice."""

    __tablename__ = "scheduled_message"
    __table_args__ = (
        UniqueConstraint("author_id", "client_id"),
        Index("ix_scheduled_message_author_id_scheduled_at", "author_id", "scheduled_at"),
        Index("ix_scheduled_message_scheduled_at", "scheduled_at"),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[str] = mapped_column(String(LONGEST_CLIENT_ID))
    reply_to: Mapped[UUID | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)

    author: Mapped[Person] = relationship()
    conversation: Mapped[Conversation] = relationship()
