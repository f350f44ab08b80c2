"""Ballot boxes: where a room keeps the polls of its texts and what people chose in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute

from app.polls.models import BallotColumns, PollColumns

PART = "poll"
"""The name under which a text shows its poll among its parts."""


@dataclass(frozen=True)
class BallotBox:
    """The polls of one kind of text."""

    polls: type[PollColumns]
    poll_key: InstrumentedAttribute[UUID]
    """The column that names the text, and so the poll; the ballots have one of the same name."""
    ballots: type[BallotColumns]
    ballot_key: InstrumentedAttribute[UUID]
    ballot_person: InstrumentedAttribute[UUID]
    show: Callable[[Any, Mapping[str, Any]], None]
    """Put what all readers see of the poll into a text that is held, and record that the poll changed."""
    close_due: Callable[..., None]
    """The job that ends a vote whose time is over, called with the text's identifier under the key's name."""
