"""Proposals, ballots and decisions as the interface gives them: plain items of JSON's kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Conflict
from app.decisions import queries
from app.decisions.counting import participation, result_of
from app.decisions.models import Ballot, BallotState, Proposal, RegisterEntry, Voter
from app.decisions.services.voting import receipt_of

Item = dict[str, Any]


def proposal_item(proposal: Proposal) -> Item:
    """A proposal with its ballots and reviews, for a viewer who may know of it."""
    ballots = queries.list_ballots(proposal)
    running = next((ballot for ballot in ballots if ballot.state is BallotState.OPEN), None)
    return _plain(proposal) | {
        "ballot_id": ballots[0].id if ballots else None,
        "is_open_to_votes": running is not None,
        "reviews": queries.list_reviews(proposal),
    }


def proposal_items(proposals: Sequence[Proposal]) -> list[Item]:
    """Proposals as lists show them."""
    return [_plain(proposal) for proposal in proposals]


def _plain(proposal: Proposal) -> Item:
    return {column.key: getattr(proposal, column.key) for column in Proposal.__table__.columns} | {
        "author": proposal.author
    }


def ballot_item(ballot: Ballot, *, viewer: Person, receipt: str | None = None) -> Item:
    """A ballot as it stands for the viewer."""
    voted = participation(ballot)
    result = result_of(ballot, voted.quorum_reached) or {}
    voter = session.get(Voter, (ballot.id, viewer.id))
    return {
        "id": ballot.id,
        "proposal_id": ballot.proposal_id,
        "version": ballot.version,
        "content_hash": ballot.content_hash,
        "state": ballot.state,
        "method": ballot.method,
        "question": ballot.question,
        "options": ballot.options,
        "settings": ballot.settings,
        "opened_at": ballot.opened_at,
        "closes_at": ballot.closes_at,
        "electorate": ballot.electorate,
        "electorate_size": ballot.electorate_size,
        "quorum": ballot.quorum,
        "quorum_persons": ballot.quorum_persons,
        "quorum_departments": ballot.quorum_departments,
        "quorum_reached": voted.quorum_reached,
        "turnout": voted.turnout,
        "departments": [vars(department) for department in voted.balance],
        "secret": ballot.is_secret,
        "changeable": ballot.is_changeable,
        "hidden": ballot.is_hidden,
        "tally": result.get("tally"),
        "outcome": result.get("outcome"),
        "can_vote": voter is not None and ballot.state is BallotState.OPEN,
        "has_voted": voter is not None and voter.has_voted,
        "my_vote": queries.find_my_vote(ballot, viewer),
        "receipt": receipt or own_receipt(ballot, voter),
    }


def own_receipt(ballot: Ballot, voter: Voter | None) -> str | None:
    """The receipt of the voter's own secret vote, as long as anybody can tell."""
    if not ballot.is_secret or voter is None or not voter.has_voted:
        return None
    try:
        return receipt_of(ballot, voter.person_id)
    except Conflict:  # the key is gone: from the close on, only the voter knows
        return None


def decision_items(entries: Sequence[RegisterEntry]) -> list[Item]:
    """Decisions of the register, with the names of those whose reasons it keeps."""
    names = queries.names_of(entries)
    columns = [column.key for column in RegisterEntry.__table__.columns]
    return [
        {column: getattr(entry, column) for column in columns}
        | {
            "reasons": [said | {"name": names.get(said["person_id"])} for said in entry.reasons],
            "minority": [said | {"name": names.get(said["person_id"])} for said in entry.minority],
        }
        for entry in entries
    ]
