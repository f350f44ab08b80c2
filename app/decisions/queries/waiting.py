"""What waits for a person: votes not cast, proposals to judge."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import exists, or_, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import NOW
from app.core import clock
from app.core.db import session
from app.decisions.models import Ballot, Proposal, ProposalVersion, Review, Seat, State, Voter
from app.decisions.policy import sits, visible_to

_OPEN = select(Ballot.id).where(Ballot.id == Voter.ballot_id, Ballot.voided_at.is_(None), Ballot.closes_at > NOW)
IS_ASKED = Glimpse(
    lambda viewer: or_(
        exists().where(Voter.person_id == viewer.id, ~Voter.has_voted, _OPEN.exists()),
        exists().where(or_(Seat.person_id == viewer.id, Seat.alternate_id == viewer.id)),
    )
)
"""Whether anything may wait for the viewer: a vote, or what the committees in which they sit have before them."""


class Waiting(NamedTuple):
    """A proposal that asks something of the viewer."""

    proposal: Proposal
    ballot: Ballot | None
    """The vote they may cast; None where they are to judge as a member of the committee."""


def list_waiting(viewer: Person, *, limit: int = 20) -> list[Waiting]:
    """Votes that the viewer has not cast, the first to close first, then what their committees have before them.

    For nearly everybody nearly always it is nothing, which a glimpse tells.
    """
    if not IS_ASKED.of(viewer):
        return []
    votes = session.execute(
        select(Proposal, Ballot)
        .join(Ballot, Ballot.proposal_id == Proposal.id)
        .join(Voter, Voter.ballot_id == Ballot.id)
        .where(Voter.person_id == viewer.id, ~Voter.has_voted, visible_to(viewer))
        .where(Ballot.voided_at.is_(None), Ballot.closes_at > clock.now())
        .order_by(Ballot.closes_at)
        .limit(limit)
    )
    waiting = [Waiting(proposal, ballot) for proposal, ballot in votes]
    wrote = exists().where(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.author_id == viewer.id)
    spoken = exists().where(Review.proposal_id == Proposal.id, Review.submission == Proposal.moved_at)
    spoken = spoken.where(Review.seat_id == Seat.id)
    to_judge = session.scalars(
        select(Proposal)
        .join(Seat, Seat.committee_id == Proposal.committee_id)
        .where(Proposal.state == State.COMMITTEE, sits(viewer.id), visible_to(viewer), ~wrote, ~spoken)
        .order_by(Proposal.moved_at)
        .limit(limit)
    )
    return (waiting + [Waiting(proposal, None) for proposal in to_judge])[:limit]
