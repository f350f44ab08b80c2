"""Casting votes."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden
from app.core.events import command
from app.decisions.models import Ballot, BallotKey, BallotState, SecretVote, Vote, Voter
from app.decisions.papers import read_vote
from app.decisions.services.moving import lock_seen

RECEIPT_LENGTH = 20


@command
def cast_vote(ballot: Ballot, values: dict[str, Any], *, actor: Person) -> str | None:
    """Vote, or vote otherwise as long as the ballot is open; the last vote counts.

    `values` are those of the interface: `choice`, `options`, `scores`, `ranking` or `dots`, and a `reason`. Gives the
    receipt of a secret vote. Raises Forbidden for whoever is not in the electorate, Conflict once the ballot is
    closed or void, or where votes cannot be changed, Invalid for a vote that does not answer the question.
    """
    lock_seen(ballot.proposal, actor=actor)
    session.refresh(ballot)
    voter = session.get(Voter, (ballot.id, actor.id))
    if voter is None:
        raise Forbidden(_("You are not among those who vote here."))
    if ballot.state is not BallotState.OPEN:
        raise Conflict(_("The vote is over."))
    choice, reason = read_vote(ballot, values)
    if voter.has_voted and not ballot.is_changeable:
        raise Conflict(_("You have voted, and votes cannot be changed here."))
    voter.has_voted = True
    if ballot.is_secret:
        return _keep_secretly(ballot, actor, choice, reason)
    vote = session.get(Vote, (ballot.id, actor.id))
    if vote is None:
        vote = Vote(ballot_id=ballot.id, person_id=actor.id)
        session.add(vote)
    vote.choice, vote.reason, vote.cast_at = choice, reason, clock.now()
    session.flush()
    return None


def _keep_secretly(ballot: Ballot, actor: Person, choice: dict[str, Any], reason: str) -> str:
    receipt = receipt_of(ballot, actor.id)
    vote = session.get(SecretVote, (ballot.id, receipt))
    if vote is None:
        vote = SecretVote(ballot_id=ballot.id, receipt=receipt)
        session.add(vote)
    vote.choice, vote.reason = choice, reason
    session.flush()
    return receipt


def receipt_of(ballot: Ballot, person_id: UUID) -> str:
    """The name under which a secret vote is found again in the published tally.

    It is made with the ballot's key, so that a voter can change their vote while the ballot is open; without the key,
    which is destroyed when the ballot closes, nothing leads from a person to a receipt.
    """
    key = session.get(BallotKey, ballot.id)
    if key is None:
        raise Conflict(_("The vote is over."))
    return hmac.new(key.key, person_id.bytes, hashlib.sha256).hexdigest()[:RECEIPT_LENGTH]
