"""Proposals under the writing transaction's lock, and their moves from one state to the next."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import hold, session
from app.core.errors import NotFound
from app.core.events import record
from app.decisions.events import ProposalChanged, ProposalSubmitted
from app.decisions.models import Ballot, Committee, Proposal, State
from app.decisions.policy import can_see


def lock(proposal: Proposal) -> None:
    """Keep other writers away from the proposal, its ballots and reviews until the transaction ends."""
    hold(proposal)


def lock_seen(proposal: Proposal, *, actor: Person) -> None:
    """The same for a proposal the actor still may know of; raises NotFound otherwise."""
    lock(proposal)
    if not can_see(actor, proposal):
        raise NotFound


def move(proposal: Proposal, to: State, reason: str = "") -> None:
    """Bring the proposal into a state; part of the running command."""
    proposal.state, proposal.state_reason, proposal.moved_at = to, reason, clock.now()
    record(ProposalChanged(proposal.id))


def put_before(proposal: Proposal, committee: Committee) -> None:
    """Bring the proposal before a committee; part of the running command."""
    proposal.committee_id = committee.id
    move(proposal, State.COMMITTEE)
    record(ProposalSubmitted(proposal.id))


def default_committee() -> Committee | None:
    """The committee that proposals come before where nobody says otherwise: the oldest."""
    return session.scalar(select(Committee).order_by(Committee.id).limit(1))


def last_ballot(proposal: Proposal) -> Ballot | None:
    """The proposal's newest ballot, whatever became of it."""
    newest = select(Ballot).where(Ballot.proposal_id == proposal.id).order_by(Ballot.opened_at.desc(), Ballot.id.desc())
    return session.scalar(newest.limit(1))
