"""The columns of polls and ballots, which each room's rows have beside the identifier of what carries them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock


class Results(StrEnum):
    """When people learn how others voted."""

    ALWAYS = "always"
    VOTED = "voted"  # as soon as they voted themselves
    CLOSED = "closed"


class PollColumns:
    """What a text lets its readers choose from; the poll has the identifier of that text, and goes with it."""

    question: Mapped[str] = mapped_column(String(200), default="")
    options: Mapped[list[Any]]
    """In the order of the author: `{"id", "text"}`."""
    is_multiple: Mapped[bool]
    is_anonymous: Mapped[bool]
    results: Mapped[str] = mapped_column(String(6))
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    tally: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many chose each option, by its identifier; options that nobody chose are left out. Of an anonymous poll as
    far as it is told (see `services`)."""
    counted: Mapped[int] = mapped_column(default=0)
    """How many people's votes the tally counts."""
    held: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Of an anonymous poll that is open the tally that is told next: `{"voters", "tally"}`."""
    voters: Mapped[int] = mapped_column(default=0)


class BallotColumns:
    """What one person chose in a poll, once; of an anonymous poll that is closed, only that they took part.

    The rows of a room add the identifiers of the poll and, as `person_id`, of the person: both are their key.
    """

    option_ids: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime | None] = mapped_column(default=clock.now)
