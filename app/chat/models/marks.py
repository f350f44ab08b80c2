"""Chat's rows for what people put on messages: reactions, pins and bookmarks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.reactions.models import LONGEST_NAME


class MessageReaction(Model):
    """One person's reaction to a message, with a word of the house."""

    __tablename__ = "message_reaction"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class MessagePin(Model):
    """A message that stands on top of its conversation, for everybody in it."""

    __tablename__ = "message_pin"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class MessageBookmark(Model):
    """A message that somebody keeps for later; nobody else knows."""

    __tablename__ = "message_bookmark"
    __table_args__ = (Index("ix_message_bookmark_person_id_at", "person_id", "at", "message_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
