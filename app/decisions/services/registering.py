"""Writing decisions down: rows of the register, each bound into the audit log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.audit import AuditEntry
from app.core.db import session
from app.core.ids import new_id
from app.core.paging import walk
from app.decisions.counting import Outcome, participation, read_votes
from app.decisions.models import Ballot, Proposal, RegisterEntry, Review, Stage, State, Vote

ACTION = "decision.registered"
DIGESTED = (
    *("id", "year", "number", "at", "stage", "proposal_id", "ballot_id", "committee_id", "title", "question"),
    *("version", "content_hash", "method", "options", "outcome", "electorate_size", "turnout", "tally"),
    *("reasons", "minority"),
)
AGAINST = {Outcome.ACCEPTED: {"no", "object"}, Outcome.REJECTED: {"yes", "consent"}}


def register_vote(ballot: Ballot, result: dict[str, Any]) -> RegisterEntry:
    """Write down what a closed ballot decided; part of the running command."""
    proposal, outcome = ballot.proposal, result["outcome"]
    reasons = [_voter_reason(vote) for vote in read_votes(ballot) if vote.reason]
    return _write(
        proposal,
        stage=Stage.VOTE,
        ballot_id=ballot.id,
        committee_id=None,
        question=ballot.question,
        version=ballot.version,
        content_hash=ballot.content_hash,
        method=ballot.method,
        options=ballot.options,
        outcome=outcome,
        electorate_size=ballot.electorate_size,
        turnout=participation(ballot).turnout,
        tally=result["tally"],
        reasons=reasons,
        minority=[reason for reason in reasons if reason["choice"] in AGAINST.get(outcome, set())],
    )


def _voter_reason(vote: Any) -> dict[str, Any]:
    person_id = str(vote.person_id) if isinstance(vote, Vote) else None
    return {"person_id": person_id, "choice": vote.choice.get("choice"), "reason": vote.reason}


def register_reviews(proposal: Proposal, reviews: list[Review], *, outcome: State, seats: int) -> RegisterEntry:
    """Write down what a committee decided; part of the running command."""
    reasons = [
        {"person_id": str(review.person_id), "choice": review.decision, "reason": review.reason} for review in reviews
    ]
    agreeing = {"approve"} if outcome is State.APPROVED else {"reject", "veto"}
    said = [review.decision for review in reviews]
    return _write(
        proposal,
        stage=Stage.COMMITTEE,
        ballot_id=None,
        committee_id=proposal.committee_id,
        question=proposal.title,
        version=proposal.version,
        content_hash=proposal.content_hash,
        method="committee",
        options=[],
        outcome=outcome,
        electorate_size=seats,
        turnout=len(reviews),
        tally={decision: said.count(decision) for decision in ("approve", "changes", "reject", "veto")},
        reasons=reasons,
        minority=[reason for reason in reasons if reason["choice"] not in agreeing],
    )


def _write(proposal: Proposal, **values: Any) -> RegisterEntry:
    # The audit log's lock keeps writers one behind the other, so that no number is taken twice.
    entry_id = new_id()
    now = clock.now()
    audit.write("decision.taken", actor_id=None, target=f"proposal:{proposal.id}", outcome=values["outcome"])
    number = session.scalar(select(func.max(RegisterEntry.number)).where(RegisterEntry.year == now.year)) or 0
    entry = RegisterEntry(
        id=entry_id, year=now.year, number=number + 1, at=now, proposal_id=proposal.id, title=proposal.title, **values
    )
    entry.digest = digest_of(entry)
    session.add(entry)
    session.flush()
    audit.write(ACTION, actor_id=None, target=f"register:{entry.id}", digest=entry.digest)
    return entry


def digest_of(entry: RegisterEntry) -> str:
    """SHA-256 over everything that a decision says."""
    values = {name: _plain(getattr(entry, name)) for name in DIGESTED}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def faults() -> Iterator[str]:
    """Where the register differs from what the audit log says of it, in sentences."""
    logged = session.execute(select(AuditEntry.target, AuditEntry.details).where(AuditEntry.action == ACTION))
    expected = {target: details["digest"] for target, details in logged}
    for entry in walk(select(RegisterEntry), by=RegisterEntry.id):
        if expected.pop(f"register:{entry.id}", None) != digest_of(entry):
            yield f"decision {entry.year}-{entry.number} of the register was changed"
    yield from (f"a decision is missing from the register: {target}" for target in expected)


def examine() -> str | None:
    """The first fault of the register, for `parvis check`."""
    return next(faults(), None)
