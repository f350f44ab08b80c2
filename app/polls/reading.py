"""Polls as they are read: what everybody may know of one, and what only those who voted do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.core import clock
from app.polls.models import PollColumns, Results

FEWEST = 5
"""With fewer ballots the result of an anonymous poll would tell who chose what: nobody is told it, nor at the close.
Between two results that are told lie the votes of so many more people."""


def is_over(poll: PollColumns) -> bool:
    """Whether nobody can vote any more."""
    return poll.closed_at is not None or (poll.closes_at is not None and poll.closes_at <= clock.now())


def snapshot(poll_id: UUID, poll: PollColumns) -> dict[str, Any]:
    """What all readers see: plain JSON values; `votes` are None while the result is kept from them, as that of an
    anonymous poll in which few voted is for good. They count the votes of `counted` people.
    """
    is_fit = not poll.is_anonymous or poll.counted > 0
    told = is_fit and (poll.closed_at is not None or poll.results == Results.ALWAYS)
    return {
        "id": str(poll_id),
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
        "counted": poll.counted,
    }


def seen_by_voter(part: Mapping[str, Any], chosen: Collection[str] | None, tally: Mapping[str, int] | None) -> Any:
    """The same as one person sees it: `my_votes`, and the result where their ballot opens it to them."""
    options = [each if tally is None else {**each, "votes": tally.get(each["id"], 0)} for each in part["options"]]
    return {**part, "options": options, "my_votes": list(chosen or ())}


def told_to_voters(
    polls: type[PollColumns], voter: InstrumentedAttribute[UUID]
) -> ColumnElement[dict[str, Any] | None]:
    """The result in a row that joins a ballot and its poll, where it is open to those who voted and to no others.

    `voter` is the column of the ballot that names who voted.
    """
    is_open = and_(polls.closed_at.is_(None), polls.results == Results.VOTED, voter.is_not(None))
    return case((and_(is_open, or_(polls.is_anonymous == false(), polls.counted > 0)), polls.tally))


def told_live(part: Mapping[str, Any]) -> dict[str, Any]:
    """What changes of a poll while people vote: all that is told at once to everybody who reads it."""
    return {"poll_id": part["id"], **{name: part[name] for name in ("options", "voters", "counted", "closed")}}


def words_in_poll(part: Mapping[str, Any]) -> list[str]:
    """What its author wrote into it: the question, and the options."""
    return list(filter(None, [part.get("question"), *(option["text"] for option in part.get("options", ()))]))
