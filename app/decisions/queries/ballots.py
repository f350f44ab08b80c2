"""Ballots, and what the viewer has to do with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.decisions.models import Ballot, Proposal, Vote
from app.decisions.policy import visible_to


def get_ballot(ballot_id: UUID, *, viewer: Person) -> Ballot:
    """A ballot about a proposal the viewer may know of; raises NotFound otherwise."""
    found = session.scalar(
        select(Ballot)
        .join(Ballot.proposal)
        .where(Ballot.id == ballot_id, visible_to(viewer))
        .options(joinedload(Ballot.proposal).joinedload(Proposal.author))
    )
    if found is None:
        raise NotFound
    return found


def list_ballots(proposal: Proposal) -> Sequence[Ballot]:
    """The ballots about a proposal that the viewer may know of, newest first."""
    held = select(Ballot).where(Ballot.proposal_id == proposal.id)
    return session.scalars(held.order_by(Ballot.opened_at.desc(), Ballot.id.desc())).all()


def find_running_ballots(proposal_ids: Collection[UUID]) -> dict[UUID, Ballot]:
    """The open ballot of each of these proposals that has one. One statement."""
    if not proposal_ids:
        return {}
    running = select(Ballot).where(
        Ballot.proposal_id.in_(proposal_ids), Ballot.voided_at.is_(None), Ballot.closes_at > clock.now()
    )
    return {ballot.proposal_id: ballot for ballot in session.scalars(running)}


def find_my_vote(ballot: Ballot, viewer: Person) -> dict[str, Any] | None:
    """What the viewer voted; None where they have not, and of a secret ballot always."""
    vote = None if ballot.is_secret else session.get(Vote, (ballot.id, viewer.id))
    return None if vote is None else vote.choice | {"reason": vote.reason}
