"""Polls of messages: what is asked, and the ballot of each who took part."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model
from app.polls.models import BallotColumns, PollColumns


class MessagePoll(PollColumns, Model):
    """What a message lets the people of its conversation choose from."""

    __tablename__ = "message_poll"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)


class MessageBallot(BallotColumns, Model):
    """What one person chose in the poll of a message."""

    __tablename__ = "message_ballot"

    message_id: Mapped[UUID] = mapped_column(
        ForeignKey("message_poll.message_id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
