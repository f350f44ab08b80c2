"""Chat's rows for who is mentioned in messages."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class MessageMention(Model):
    """A person of the conversation, but its author, whom a message mentions."""

    __tablename__ = "message_mention"
    __table_args__ = (Index("ix_message_mention_person_id_conversation_id_seq", "person_id", "conversation_id", "seq"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True, index=True)
    conversation_id: Mapped[UUID]
    """The message's, as `seq` is: neither ever changes, and what waits is counted without reading the others."""
    seq: Mapped[int]
