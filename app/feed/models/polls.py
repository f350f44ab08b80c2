"""Polls of posts: what is asked, and the ballot of each who took part."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model
from app.polls.models import BallotColumns, PollColumns


class Poll(PollColumns, Model):
    """What a post lets its readers choose from."""

    __tablename__ = "poll"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)


class PollBallot(BallotColumns, Model):
    """What one person chose in the poll of a post."""

    __tablename__ = "poll_ballot"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("poll.post_id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
