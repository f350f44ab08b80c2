"""Proposals with their versions, comments and reviews."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.decisions.models import Proposal, ProposalComment, ProposalVersion, Review, State
from app.decisions.policy import visible_to
from app.feed.models import Post


def get_proposal(proposal_id: UUID, *, viewer: Person) -> Proposal:
    """A proposal the viewer may know of; raises NotFound otherwise."""
    found = session.scalar(
        select(Proposal)
        .where(Proposal.id == proposal_id, visible_to(viewer))
        .options(joinedload(Proposal.author), joinedload(Proposal.post).joinedload(Post.group))
    )
    if found is None:
        raise NotFound
    return found


def list_proposals(
    viewer: Person,
    *,
    states: Collection[State] = (),
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Page[Proposal]:
    """The proposals the viewer may know of, newest first, perhaps only those in some states."""
    known = select(Proposal).where(visible_to(viewer)).options(joinedload(Proposal.author))
    if states:
        known = known.where(Proposal.state.in_(states))
    return paginate(known, by=[Proposal.id], limit=limit, cursor=cursor)


def count_by_state(viewer: Person) -> dict[State, int]:
    """How many proposals the viewer may know of stand in each state."""
    counts = select(Proposal.state, func.count()).where(visible_to(viewer)).group_by(Proposal.state)
    return {State(state): count for state, count in session.execute(counts)}


def list_post_proposals(post: Post, *, viewer: Person) -> Sequence[Proposal]:
    """What was made from a post, newest first, as far as the viewer may know of it."""
    made = select(Proposal).where(Proposal.post_id == post.id, visible_to(viewer))
    return session.scalars(made.order_by(Proposal.id.desc())).all()


def list_versions(proposal: Proposal) -> Sequence[ProposalVersion]:
    """How a proposal that the viewer may know of read, newest first."""
    versions = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
    versions = versions.options(joinedload(ProposalVersion.author))
    return session.scalars(versions.order_by(ProposalVersion.number.desc())).all()


def list_comments(
    proposal: Proposal, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[ProposalComment]:
    """What was said about a proposal that the viewer may know of, oldest first."""
    said = select(ProposalComment).where(ProposalComment.proposal_id == proposal.id)
    said = said.options(joinedload(ProposalComment.author))
    return paginate(said, by=[ProposalComment.id], descending=False, limit=limit, cursor=cursor)


def list_reviews(proposal: Proposal) -> Sequence[Review]:
    """What committees have said of a proposal that the viewer may know of, in order."""
    said = select(Review).where(Review.proposal_id == proposal.id)
    return session.scalars(said.order_by(Review.at, Review.id)).all()
