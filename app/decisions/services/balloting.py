"""Putting proposals to the vote, and what comes of it when the time is over."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.decisions import papers, policy, states
from app.decisions.counting import Outcome, participation, result_of
from app.decisions.electorate import find_voters
from app.decisions.events import BallotClosed, BallotOpened
from app.decisions.models import Ballot, BallotKey, BallotState, Proposal, SecretVote, State, Voter
from app.decisions.services.moving import default_committee, last_ballot, lock, lock_seen, move, put_before
from app.decisions.services.registering import register_vote
from app.decisions.tally import Method

LONGEST = timedelta(days=3660)
LONGEST_QUESTION = 300


@command
def open_ballot(
    proposal: Proposal,
    *,
    method: Method = Method.YES_NO,
    question: str = "",
    options: Sequence[dict[str, Any]] = (),
    closes_at: datetime,
    electorate: dict[str, Any],
    quorum: dict[str, Any] | None = None,
    secret: bool = False,
    changeable: bool = True,
    hidden: bool = True,
    dots: int | None = None,
    amount: int | None = None,
    actor: Person,
) -> Ballot:
    """Put the proposal's present words to the vote, with the electorate as it is at this moment.

    Raises Conflict where the proposal is not to be voted on now, Invalid for what cannot be asked.
    """
    lock_seen(proposal, actor=actor)
    demand(policy.can_open_ballot(actor, proposal), _("The author, communication and committees open votes."))
    settle(proposal)
    if proposal.state not in states.OPEN_TO_BALLOTS:
        raise Conflict(_("The proposal cannot be put to the vote now."))
    voters = find_voters(electorate, proposal=proposal, actor=actor)
    ballot = Ballot(proposal_id=proposal.id, version=proposal.version, content_hash=proposal.content_hash)
    ballot.question = papers.line(question or proposal.title, longest=LONGEST_QUESTION, name="question")
    ballot.method, ballot.options = method, papers.make_options(method, options)
    ballot.settings = papers.make_settings(method, ballot.options, dots=dots, amount=amount)
    ballot.electorate, ballot.electorate_size, ballot.quorum = electorate, len(voters), quorum or {}
    ballot.quorum_persons, ballot.quorum_departments = papers.make_quorum(ballot.quorum, len(voters))
    ballot.is_secret, ballot.is_changeable, ballot.is_hidden = secret, changeable, hidden
    ballot.opened_by, ballot.closes_at = actor.id, _checked_end(closes_at)
    _freeze(ballot, voters)
    outbox.enqueue(close_due_ballot, due_at=ballot.closes_at, key=f"ballot:{ballot.id}", ballot_id=str(ballot.id))
    audit.write("ballot.opened", actor_id=actor.id, target=f"ballot:{ballot.id}", content_hash=ballot.content_hash)
    move(proposal, State.VOTING)
    record(BallotOpened(ballot.id, proposal.id))
    return ballot


def _checked_end(closes_at: datetime) -> datetime:
    now = clock.now()
    if closes_at <= now:
        raise Invalid(closes_at=_("This moment has passed."))
    if closes_at > now + LONGEST:
        raise Invalid(closes_at=_("A vote lasts ten years at most."))
    return closes_at


def _freeze(ballot: Ballot, voters: Sequence[tuple[UUID, UUID | None]]) -> None:
    session.add(ballot)
    session.flush()
    session.add_all(Voter(ballot_id=ballot.id, person_id=person, department_id=where) for person, where in voters)
    if ballot.is_secret:
        session.add(BallotKey(ballot_id=ballot.id, key=secrets.token_bytes(32)))
    session.flush()


@command
def close_due_ballot(ballot_id: str) -> None:
    """The job at a ballot's end: write the result down and move the proposal on; idempotent."""
    ballot = session.get(Ballot, UUID(ballot_id))
    if ballot is not None:
        close_ballot(ballot)


@command
def close_ballot(ballot: Ballot) -> None:
    """Write down what the vote decided, if its time is over; repeating changes nothing.

    Carried, the proposal goes before the committee (where there is one and its source is released); with too few
    votes it goes back to the discussion; with objections its author is asked for changes; else it is rejected.
    """
    lock(ballot.proposal)
    session.refresh(ballot)
    if ballot.state is not BallotState.CLOSED or ballot.recorded_at is not None:
        return
    if ballot.is_secret:
        _seal(ballot)
    result = result_of(ballot, participation(ballot).quorum_reached)
    if result is None:
        raise RuntimeError("a closed ballot has a result")
    ballot.recorded_at, ballot.result = clock.now(), result
    register_vote(ballot, result)
    record(BallotClosed(ballot.id, ballot.proposal_id))
    if ballot.proposal.state == State.VOTING:
        _carry_out(ballot.proposal, Method(ballot.method), Outcome(result["outcome"]))


def _carry_out(proposal: Proposal, method: Method, outcome: Outcome) -> None:
    committee = default_committee()
    if outcome is Outcome.NO_QUORUM:
        move(proposal, State.DISCUSSING)
    elif outcome is Outcome.ACCEPTED and committee is not None and not policy.is_guarded(proposal):
        put_before(proposal, committee)
    elif outcome is Outcome.REJECTED and method is Method.CONSENT:
        move(proposal, State.CHANGES_ASKED)
    elif outcome is Outcome.REJECTED:
        move(proposal, State.REJECTED)


def _seal(ballot: Ballot) -> None:
    """Destroy what could lead from a voter to a vote: the key, and the order in which rows were written."""
    key = session.get(BallotKey, ballot.id)
    if key is not None:
        key.key = bytes(len(key.key))  # written over before it is removed, for removed rows linger in the file
        session.flush()
        session.delete(key)
    votes = session.execute(
        select(SecretVote.receipt, SecretVote.choice, SecretVote.reason)
        .where(SecretVote.ballot_id == ballot.id)
        .order_by(SecretVote.receipt)
    ).all()
    session.execute(delete(SecretVote).where(SecretVote.ballot_id == ballot.id))
    if votes:
        rewritten = [{"ballot_id": ballot.id, "receipt": row[0], "choice": row[1], "reason": row[2]} for row in votes]
        session.execute(insert(SecretVote), rewritten)
    session.execute(update(Voter).where(Voter.ballot_id == ballot.id).values(has_voted=Voter.has_voted))


def settle(proposal: Proposal) -> None:
    """Let a ballot whose time is over have its effect before anything else happens; part of the running command."""
    ballot = last_ballot(proposal)
    if ballot is not None:
        close_ballot(ballot)


def void_ballot(proposal: Proposal) -> None:
    """End a running vote without a result, for its words are no longer those proposed; part of the running command."""
    ballot = last_ballot(proposal)
    if ballot is None or ballot.state is not BallotState.OPEN:
        return
    ballot.voided_at = clock.now()
    key = session.get(BallotKey, ballot.id)
    if key is not None:
        session.delete(key)
    audit.write("ballot.voided", actor_id=None, target=f"ballot:{ballot.id}", content_hash=ballot.content_hash)
    record(BallotClosed(ballot.id, proposal.id))
