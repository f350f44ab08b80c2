"""Measuring: what the networks count of what was published, fetched often at first and seldom later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from app.core import clock, outbox
from app.core.db import session
from app.core.events import command
from app.core.sealing import Unsealable
from app.decisions.models import State as ProposalState
from app.decisions.services import advance_proposal
from app.outreach.channels import connect
from app.outreach.models import Publication, State

FIRST_FIGURES = timedelta(minutes=2)
EVERY = (
    (timedelta(days=1), timedelta(minutes=15)),
    (timedelta(days=7), timedelta(hours=2)),
    (timedelta(days=30), timedelta(days=1)),
)
"""How old a publication is, and how old its figures may be."""


def measure(publication_id: str) -> None:
    """Fetch the figures of a publication; a job, idempotent. A network that does not answer leaves the last ones."""
    publication = session.get(Publication, UUID(publication_id))
    if publication is None or publication.state != State.PUBLISHED or not publication.remote_id:
        return
    try:
        figures = connect(publication.channel).fetch_figures(publication.remote_id)
    except Unsealable:
        return
    if figures is not None:
        _keep(publication.id, figures)


@command
def _keep(publication_id: UUID, figures: Mapping[str, int]) -> None:
    publication = session.get_one(Publication, publication_id)
    publication.figures, publication.figures_at = dict(figures), clock.now()
    proposal = publication.item.proposal
    if proposal.state == ProposalState.PUBLISHED:
        advance_proposal(proposal, to=ProposalState.MEASURED, actor=None)


@command
def measure_due() -> None:
    """Have the figures fetched that are due; a periodic task."""
    now = clock.now()
    for age, pause in EVERY:
        due = select(Publication.id).where(
            Publication.state == State.PUBLISHED,
            Publication.published_at > now - age,
            or_(Publication.figures_at.is_(None), Publication.figures_at < now - pause),
        )
        for publication_id in session.scalars(due):
            outbox.enqueue(measure, key=f"measure:{publication_id}", publication_id=str(publication_id))
