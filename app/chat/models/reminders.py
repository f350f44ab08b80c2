"""Chat's rows for messages of which people want to be reminded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model


class MessageReminder(Model):
    """A message that somebody wants to be told of again; nobody else knows. It stays until they say it is done."""

    __tablename__ = "message_reminder"
    __table_args__ = (
        Index("ix_message_reminder_person_id_due_at", "person_id", "due_at", "message_id"),
        Index("ix_message_reminder_told_at_due_at", "told_at", "due_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True, index=True)
    due_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
