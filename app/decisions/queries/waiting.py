"""What waits for a person: votes not cast, proposals to judge."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import cast, exists, literal, null, or_, select, union_all

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import NOW, Statement, some_viewer
from app.core import clock
from app.core.db import Moment
from app.core.prepared import MANY, prepared
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

    proposal_id: UUID
    title: str
    """What is asked in the vote, or what the proposal is called."""
    closes_at: datetime | None
    """Until when they may vote; None where they are to judge as a member of the committee."""


def list_waiting(viewer: Person, *, limit: int = 20) -> list[Waiting]:
    """Votes that the viewer has not cast, the first to close first, then what their committees have before them.

    For nearly everybody nearly always it is nothing, which a glimpse tells.
    """
    if not IS_ASKED.of(viewer):
        return []
    asked = {"viewer_id": viewer.id, "now": clock.now(), "many": limit}
    return [Waiting(*row) for row in prepared(_waiting, viewer.is_guest).all(**asked)]


def _waiting(is_guest: bool) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    first, then = literal(1).label("turn"), literal(2).label("turn")
    votes = (
        select(Proposal.id, Ballot.question.label("title"), Ballot.closes_at, Ballot.closes_at.label("at"), first)
        .join(Ballot, Ballot.proposal_id == Proposal.id)
        .join(Voter, Voter.ballot_id == Ballot.id)
        .where(Voter.person_id == viewer.id, ~Voter.has_voted, visible_to(viewer))
        .where(Ballot.voided_at.is_(None), Ballot.closes_at > NOW)
    )
    wrote = exists().where(ProposalVersion.proposal_id == Proposal.id, ProposalVersion.author_id == viewer.id)
    spoken = exists().where(Review.proposal_id == Proposal.id, Review.submission == Proposal.moved_at)
    spoken = spoken.where(Review.seat_id == Seat.id)
    to_judge = (
        select(Proposal.id, Proposal.title, cast(null(), Moment()), Proposal.moved_at, then)
        .join(Seat, Seat.committee_id == Proposal.committee_id)
        .where(Proposal.state == State.COMMITTEE, sits(viewer.id, at=NOW), visible_to(viewer), ~wrote, ~spoken)
    )
    both = union_all(votes, to_judge).subquery()
    return select(both.c.id, both.c.title, both.c.closes_at).order_by(both.c.turn, both.c.at).limit(MANY)
