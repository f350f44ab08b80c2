"""Polls: what is asked, and the ballot of each who took part."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model


class Results(StrEnum):
    """When people learn how others voted."""

    ALWAYS = "always"
    VOTED = "voted"  # as soon as they voted themselves
    CLOSED = "closed"


class Poll(Model):
    """What a post lets its readers choose from; it has the identifier of its post."""

    __tablename__ = "poll"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(200), default="")
    options: Mapped[list[Any]]
    """In the order of the author: `{"id", "text"}`."""
    is_multiple: Mapped[bool]
    is_anonymous: Mapped[bool]
    results: Mapped[str] = mapped_column(String(6))
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    tally: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many chose each option, by its identifier; options that nobody chose are left out."""
    voters: Mapped[int] = mapped_column(default=0)


class PollBallot(Model):
    """What one person chose in a poll, once; of an anonymous poll that is closed, only that they took part."""

    __tablename__ = "poll_ballot"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("poll.post_id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    option_ids: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime | None] = mapped_column(default=clock.now)
