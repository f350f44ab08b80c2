"""Who may read proposals, vote on them and decide about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, false, or_, select, true

from app.accounts.models import Person, Role
from app.core import clock
from app.core.db import session
from app.decisions.models import Ballot, Proposal, ProposalVersion, Seat, Voter
from app.feed import policy as feed
from app.feed.models import Post
from app.groups import policy as groups
from app.groups.models import Access, Group


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The proposals the viewer may know of, as a filter for any query.

    All of the house know of all, except that one made from a post in a closed or secret group is known to those
    alone who may read the post, until it is released. A guest knows those they were asked to vote on.
    """
    source = select(Post.id).where(Post.id == Proposal.post_id).correlate(Proposal)
    guarded = source.join(Group, Group.id == Post.group_id).where(Group.access != Access.OPEN)
    readable = source.where(feed.visible_to(viewer))
    known = or_(Proposal.released_at.is_not(None), ~guarded.exists(), readable.exists())
    if not viewer.is_guest:
        return known
    asked = select(Ballot.proposal_id).join(Voter, Voter.ballot_id == Ballot.id).where(Voter.person_id == viewer.id)
    return and_(known, Proposal.id.in_(asked))


def is_guarded(proposal: Proposal) -> bool:
    """Whether only the readers of the post it was made from may know of it."""
    group = proposal.post.group if proposal.post else None
    return group is not None and group.access != Access.OPEN and proposal.released_at is None


def can_see(viewer: Person, proposal: Proposal) -> bool:
    """Whether the viewer may know of this proposal now."""
    return session.scalar(select(Proposal.id).where(Proposal.id == proposal.id, visible_to(viewer))) is not None


def can_propose(actor: Person) -> bool:
    """Everybody of the house may propose."""
    return not actor.is_guest


def can_edit(actor: Person, proposal: Proposal) -> bool:
    """Authors change their proposals, and communication helps."""
    return proposal.author_id == actor.id or actor.has(Role.COMMUNICATION)


def can_withdraw(actor: Person, proposal: Proposal) -> bool:
    """Authors take back what they proposed."""
    return proposal.author_id == actor.id


def can_open_ballot(actor: Person, proposal: Proposal) -> bool:
    """The author, communication, and members of a committee."""
    return can_edit(actor, proposal) or sits_somewhere(actor)


def can_submit(actor: Person, proposal: Proposal) -> bool:
    """The author and communication bring a proposal before the committee."""
    return can_edit(actor, proposal)


def can_release(actor: Person, proposal: Proposal) -> bool:
    """The owners of the group that the post stands in."""
    group = proposal.post.group if proposal.post else None
    return group is not None and groups.can_own(actor, group)


def can_compose_committees(actor: Person) -> bool:
    """The administration and communication."""
    return actor.has(Role.ADMIN, Role.COMMUNICATION)


def writers_of(proposal: Proposal) -> set[UUID]:
    """Who wrote a word of it: they never judge it."""
    authors = select(ProposalVersion.author_id).where(ProposalVersion.proposal_id == proposal.id)
    return {proposal.author_id, *session.scalars(authors)}


def sits(person_id: Any, *, at: datetime | BindParameter[datetime] | None = None) -> ColumnElement[bool]:
    """The seats that a person holds, or stands in for, at this moment or another one."""
    now = clock.now() if at is None else at
    held = or_(Seat.person_id == person_id, Seat.alternate_id == person_id)
    return and_(held, Seat.starts_at <= now, or_(Seat.ends_at.is_(None), Seat.ends_at > now))


def seat_for(actor: Person, proposal: Proposal) -> Seat | None:
    """The seat with which the actor judges this proposal: their own before one they stand in for."""
    if proposal.committee_id is None:
        return None
    seats = session.scalars(select(Seat).where(Seat.committee_id == proposal.committee_id, sits(actor.id)))
    return min(seats, key=lambda seat: (seat.person_id != actor.id, seat.position), default=None)


def can_review(actor: Person, proposal: Proposal) -> bool:
    """Members of the committee, but not whoever wrote a word of the proposal."""
    return seat_for(actor, proposal) is not None and actor.id not in writers_of(proposal)


def sits_somewhere(person: Person) -> bool:
    """Whether the person is a member of any committee at this moment."""
    return session.scalar(select(Seat.id).where(sits(person.id)).limit(1)) is not None


def can_speak(actor: Person, proposal: Proposal) -> bool:
    """Who may read may speak, but not to an author who keeps them away."""
    return feed.can_interact(actor, proposal.author)


def committees_visible_to(viewer: Person) -> ColumnElement[bool]:
    """Committees are known to all of the house, and to no guest."""
    return false() if viewer.is_guest else true()
