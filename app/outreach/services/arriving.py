"""Arriving: what follows when a publication is known to be out."""

from __future__ import annotations

from app.accounts.models import Person
from app.core import clock, outbox
from app.decisions.models import State as ProposalState
from app.decisions.services import advance_proposal
from app.outreach.models import Publication, State
from app.outreach.reasons import Reason
from app.outreach.services.measuring import FIRST_FIGURES, measure
from app.outreach.states import move


def arrive(
    publication: Publication,
    *,
    remote_id: str | None,
    remote_url: str | None,
    reason: Reason | None = None,
    actor: Person | None = None,
) -> None:
    """Note that a publication is out, tell its proposal, and come back for figures; part of the running command."""
    move(
        publication,
        State.PUBLISHED,
        reason=reason,
        actor=actor,
        remote_id=remote_id,
        remote_url=remote_url or None,
        published_at=clock.now(),
    )
    proposal = publication.item.proposal
    if proposal.state in {ProposalState.APPROVED, ProposalState.SCHEDULED}:
        advance_proposal(proposal, to=ProposalState.PUBLISHED, actor=None)
    outbox.enqueue(measure, due_at=clock.now() + FIRST_FIGURES, publication_id=str(publication.id))
