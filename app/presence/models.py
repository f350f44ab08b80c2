"""Presence's rows: what a person says of themselves for now, and what they let others see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model

LONGEST_STATUS = 80


class Presence(Model):
    """One person's wishes as they are now; who never chose anything has no row, and no earlier wish is kept.

    Whether somebody is here is in no row at all: the sockets know it for as long as they are open.
    """

    __tablename__ = "presence"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    busy_until: Mapped[datetime | None]
    icon: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(String(LONGEST_STATUS), default="")
    status_until: Mapped[datetime | None]
    """When the status goes by itself; None where there is none."""
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """Whether the person is seen as though no page of theirs were open."""
    shows_typing: Mapped[bool] = mapped_column(default=True)
    shows_receipts: Mapped[bool] = mapped_column(default=True)
    """Off, it is neither told of the person nor shown to them."""
