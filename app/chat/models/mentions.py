"""Chat's rows for who is mentioned in messages, and for those that call everybody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
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


class MessageCall(Model):
    """A message that calls everybody in its conversation, or who follows its thread: one row, however many they are.

    Whom it reaches is asked when it is counted, so that whoever mutes the conversation or keeps the author away is
    called no more. It stays when the message is deleted or edited: how often somebody calls in a day is counted by it.
    """

    __tablename__ = "message_call"
    __table_args__ = (Index("ix_message_call_conversation_id_in_log_seq", "conversation_id", "in_log", "seq"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[UUID]
    """The message's, as `author_id`, `in_log` and `seq` are: none of them changes."""
    author_id: Mapped[UUID]
    in_log: Mapped[bool]
    """Whether everybody is called, or only who follows the thread in which it stands alone."""
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    """When it called first: who came later is not meant."""
    stands: Mapped[bool] = mapped_column(default=True)
    """Whether it still does: its author may have taken that out of its words."""
