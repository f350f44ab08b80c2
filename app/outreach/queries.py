"""What can be read of the library, publications and channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Gone, NotFound, demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.decisions.models import Proposal
from app.outreach import policy
from app.outreach.models import (
    Attempt,
    Channel,
    ClickDay,
    JournalEntry,
    Kind,
    LibraryItem,
    Publication,
    State,
    TrackedLink,
)
from app.outreach.states import FOR_A_HUMAN, MAYBE_OUT, OVER

ENTRIES = 50


@dataclass(frozen=True)
class Clicks:
    """How often the tracked links of a publication were followed, and by how many visitors a day, added up."""

    clicks: int
    visitors: int


def list_library(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[LibraryItem]:
    """The approved words, newest first; Forbidden for guests."""
    demand(policy.can_read(viewer))
    items = select(LibraryItem).options(joinedload(LibraryItem.proposal).joinedload(Proposal.author))
    return paginate(items, by=(LibraryItem.approved_at, LibraryItem.id), limit=limit, cursor=cursor)


def list_unscheduled(*, limit: int) -> Sequence[LibraryItem]:
    """The items that nobody has sent anywhere yet and still may, the first approved first."""
    on_its_way = exists().where(Publication.item_id == LibraryItem.id, Publication.state.not_in(OVER))
    still_holds = or_(LibraryItem.valid_until.is_(None), LibraryItem.valid_until > clock.now())
    items = select(LibraryItem).where(~on_its_way, still_holds)
    return session.scalars(items.order_by(LibraryItem.approved_at, LibraryItem.id).limit(limit)).all()


def list_stuck(*, limit: int) -> Sequence[Publication]:
    """The publications that a human must decide about, the oldest first."""
    stuck = select(Publication).options(joinedload(Publication.item), joinedload(Publication.channel))
    return session.scalars(stuck.where(Publication.state.in_(FOR_A_HUMAN)).order_by(Publication.id).limit(limit)).all()


def get_item(item_id: UUID, *, viewer: Person) -> LibraryItem:
    """An item of the library; raises NotFound."""
    item = session.get(LibraryItem, item_id) if policy.can_read(viewer) else None
    if item is None:
        raise NotFound
    return item


def list_channels(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Channel]:
    """The channels, newest first; for communication, Forbidden for others."""
    demand(policy.can_set_up(viewer))
    return paginate(select(Channel), by=(Channel.created_at, Channel.id), limit=limit, cursor=cursor)


def channels_for(item: LibraryItem) -> Sequence[Channel]:
    """The channels that the item may go to, in the order they were set up."""
    chosen = select(Channel).order_by(Channel.created_at, Channel.id)
    return session.scalars(chosen.where(Channel.kind.in_(item.channels)) if item.channels else chosen).all()


def get_channel(channel_id: UUID) -> Channel:
    """A channel; raises NotFound."""
    channel = session.get(Channel, channel_id)
    if channel is None:
        raise NotFound
    return channel


def get_publication(publication_id: UUID, *, viewer: Person) -> Publication:
    """A publication with its item and channel; raises NotFound."""
    known = select(Publication).options(joinedload(Publication.item), joinedload(Publication.channel))
    publication = session.scalar(known.where(Publication.id == publication_id)) if policy.can_read(viewer) else None
    if publication is None:
        raise NotFound
    return publication


def list_item_publications(item_ids: Sequence[UUID]) -> Sequence[Publication]:
    """The publications of items that the viewer may read, newest first."""
    known = select(Publication).options(joinedload(Publication.channel), joinedload(Publication.item))
    return session.scalars(known.where(Publication.item_id.in_(item_ids)).order_by(Publication.id.desc())).all()


def list_journal(publication: Publication) -> Sequence[JournalEntry]:
    """What became of a publication, oldest first."""
    entries = select(JournalEntry).where(JournalEntry.publication_id == publication.id)
    return session.scalars(entries.options(joinedload(JournalEntry.actor)).order_by(JournalEntry.rev)).all()


def clicks_of(publication_ids: Sequence[UUID]) -> dict[UUID, Clicks]:
    """The clicks of these publications. One statement."""
    rows = session.execute(
        select(TrackedLink.publication_id, func.sum(ClickDay.clicks), func.sum(ClickDay.visitors))
        .join(ClickDay, ClickDay.code == TrackedLink.code)
        .where(TrackedLink.publication_id.in_(publication_ids))
        .group_by(TrackedLink.publication_id)
    )
    return {publication_id: Clicks(int(clicks), int(visitors)) for publication_id, clicks, visitors in rows}


def list_links(publication: Publication) -> Sequence[TrackedLink]:
    """The tracked links of a publication."""
    links = select(TrackedLink).where(TrackedLink.publication_id == publication.id)
    return session.scalars(links.order_by(TrackedLink.code)).all()


def get_link(code: str) -> TrackedLink:
    """A tracked link; raises NotFound."""
    link = session.get(TrackedLink, code)
    if link is None:
        raise NotFound
    return link


def list_entries() -> list[tuple[Publication, bytes]]:
    """What stands in the public feeds, newest first, with the bytes that were published."""
    last = select(func.max(Attempt.number)).where(Attempt.publication_id == Publication.id)
    rows = session.execute(
        select(Publication, Attempt.payload)
        .join(Channel, Channel.id == Publication.channel_id)
        .join(Attempt, Attempt.publication_id == Publication.id)
        .where(
            Channel.kind == Kind.ATOM,
            Publication.state == State.PUBLISHED,
            Attempt.number == last.correlate(Publication).scalar_subquery(),
        )
        .order_by(Publication.published_at.desc(), Publication.id.desc())
        .limit(ENTRIES)
    )
    return [(publication, payload) for publication, payload in rows]


def get_public(publication_id: UUID) -> Publication:
    """A publication as the world may read it; raises Gone once it was withdrawn, NotFound before it is out."""
    publication = session.get(Publication, publication_id)
    if publication is None or publication.state not in MAYBE_OUT | {State.WITHDRAWN}:
        raise NotFound
    if publication.state == State.WITHDRAWN:
        raise Gone
    return publication


@dataclass(frozen=True)
class Outward:
    """What became of a post outside."""

    item_id: UUID
    publications: int
    clicks: int


def outward_of_posts(post_ids: Sequence[UUID]) -> dict[UUID, Outward]:
    """What was published of these posts and is still out, with all its clicks. One statement."""
    rows = session.execute(
        select(
            LibraryItem.post_id,
            LibraryItem.id,
            func.count(Publication.id.distinct()),
            func.coalesce(func.sum(ClickDay.clicks), 0),
        )
        .join(Publication, Publication.item_id == LibraryItem.id)
        .outerjoin(TrackedLink, TrackedLink.publication_id == Publication.id)
        .outerjoin(ClickDay, ClickDay.code == TrackedLink.code)
        .where(LibraryItem.post_id.in_(post_ids), Publication.state == State.PUBLISHED)
        .group_by(LibraryItem.post_id, LibraryItem.id)
        .order_by(LibraryItem.id)
    )
    found: dict[UUID, Outward] = {}
    for post_id, item_id, publications, clicks in rows:
        earlier = found.get(cast(UUID, post_id), Outward(item_id, 0, 0))
        found[cast(UUID, post_id)] = Outward(item_id, earlier.publications + publications, earlier.clicks + int(clicks))
    return found


def last_attempt(publication_id: UUID) -> Attempt | None:
    """The newest sending of a publication."""
    attempts = select(Attempt).where(Attempt.publication_id == publication_id)
    return session.scalar(attempts.order_by(Attempt.number.desc()).limit(1))
