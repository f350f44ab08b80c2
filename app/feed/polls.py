"""Polls as they are read: what everybody may know of one, and what only those who voted do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_

from app.core import clock
from app.feed.models import Poll, PollBallot, Results

FEWEST = 5
"""With fewer ballots the result of an anonymous poll would tell who chose what; it waits for the close."""


def is_over(poll: Poll) -> bool:
    """Whether nobody can vote any more."""
    return poll.closed_at is not None or (poll.closes_at is not None and poll.closes_at <= clock.now())


def snapshot(poll: Poll) -> dict[str, Any]:
    """What all readers see: plain JSON values; `votes` are None while the result is kept from them."""
    told = poll.closed_at is not None or (poll.results == Results.ALWAYS and _are_many(poll))
    return {
        "id": str(poll.post_id),
        "question": poll.question,
        "options": [
            {"id": each["id"], "text": each["text"], "votes": poll.tally.get(each["id"], 0) if told else None}
            for each in poll.options
        ],
        "multiple": poll.is_multiple,
        "anonymous": poll.is_anonymous,
        "results": poll.results,
        "closes_at": poll.closes_at.isoformat() if poll.closes_at else None,
        "closed": poll.closed_at is not None,
        "voters": poll.voters,
    }


def seen_by_voter(part: Mapping[str, Any], chosen: Collection[str] | None, tally: Mapping[str, int] | None) -> Any:
    """The same as one person sees it: `my_votes`, and the result where their ballot opens it to them."""
    options = [each if tally is None else {**each, "votes": tally.get(each["id"], 0)} for each in part["options"]]
    return {**part, "options": options, "my_votes": list(chosen or ())}


def told_to_voters() -> ColumnElement[dict[str, Any] | None]:
    """The result in a row that joins a ballot and its poll, where it is open to those who voted and to no others."""
    is_open = and_(Poll.closed_at.is_(None), Poll.results == Results.VOTED, PollBallot.person_id.is_not(None))
    return case((and_(is_open, or_(Poll.is_anonymous == false(), Poll.voters >= FEWEST)), Poll.tally))


def _are_many(poll: Poll) -> bool:
    return not poll.is_anonymous or poll.voters >= FEWEST
