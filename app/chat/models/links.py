"""What a message's first link leads to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model
from app.links.models import KeptLink


class MessageLink(KeptLink, Model):
    """What the page behind a message's first link said of itself."""

    __tablename__ = "message_link"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
