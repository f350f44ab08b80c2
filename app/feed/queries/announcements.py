"""Announcements: what waits for a person, and for those who may know, who has confirmed and who has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import Statement, some_viewer
from app.core import clock
from app.core.db import session
from app.core.errors import demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.prepared import MANY, prepared
from app.core.remembering import remembered
from app.feed import audiences
from app.feed.models import Announcement, Pin, Post, ReadConfirmation
from app.groups.models import Group
from app.people.queries import named, summaries
from app.people.summaries import Summary, summary_of

MOST_UNCONFIRMED = 10
MOST_STANDING = 5
STANDS_WITHOUT_END = timedelta(days=14)


class Reading(StrEnum):
    """Which of those whom an announcement concerns."""

    MISSING = "missing"
    CONFIRMED = "confirmed"


class Unconfirmed(NamedTuple):
    """An announcement that waits for a person, as lists and mails tell of it."""

    post_id: UUID
    title: str
    body: str
    author_name: str
    group_name: str | None
    published_at: datetime
    deadline: datetime | None


@dataclass(frozen=True)
class Addressee:
    """Somebody whom an announcement concerns; `confirmed_at` is None for who has not confirmed it."""

    person: Summary
    confirmed_at: datetime | None


@remembered
def list_unconfirmed(person: Person) -> list[Unconfirmed]:
    """The announcements that this person may read and is to confirm, the first to be late before the others.

    Ten at most; one that has expired waits for nobody. One statement, none more for each of them.
    """
    rows = prepared(_unconfirmed, person.is_guest).all(viewer_id=person.id, many=MOST_UNCONFIRMED)
    return [Unconfirmed(*row) for row in rows]


def glimpse_unconfirmed(viewer: Person) -> list[Unconfirmed]:
    """The same for pages, where a glimpse tells that nothing waits."""
    return list_unconfirmed(viewer) if ARE_UNCONFIRMED.of(viewer) else []


def _unconfirmed(is_guest: bool) -> Statement:
    columns = (Post.id, Post.title, Post.body, Person.name, Group.name, Post.published_at, Announcement.deadline)
    waiting: Statement = select(*columns).select_from(Announcement).join(Post, Post.id == Announcement.post_id)
    waiting = waiting.join(Person, Person.id == Post.author_id).outerjoin(Group, Group.id == Post.group_id)
    first = (Announcement.deadline.is_(None), Announcement.deadline, Post.published_at.desc(), Post.id.desc())
    return waiting.where(audiences.waiting_for(some_viewer(is_guest=is_guest))).order_by(*first).limit(MANY)


ARE_UNCONFIRMED = Glimpse(lambda viewer: exists().where(Post.id == Announcement.post_id, audiences.waiting_for(viewer)))
"""Whether announcements wait for the viewer to confirm them."""


def list_standing(group: Group) -> list[UUID]:
    """The posts that stand on top of a group: announcements that are not over, the first to be late first, then pins.

    One without an end stands there for two weeks, or until its last day. Which the viewer may read is asked of posts.
    One statement.
    """
    now = clock.now()
    moments = {"now": now, "since": now - STANDS_WITHOUT_END}
    standing = prepared(_standing).all(group_id=group.id, many=MOST_STANDING, **moments)
    return list(dict.fromkeys(post_id for (post_id,) in standing))


def _standing() -> Select[UUID]:
    group_id = bindparam("group_id", type_=Post.id.type)
    pinned = select(Pin.post_id, literal(1), Pin.position).where(Pin.group_id == group_id)
    announced = _announced_in(group_id).subquery()
    either = union_all(select(announced), pinned).subquery()  # SQLite takes no limit within a union
    return select(either.c.id).order_by(either.c.part, either.c.place)


def _announced_in(group_id: BindParameter[UUID]) -> Statement:
    of_group = Post.group_id == group_id
    now, since = (bindparam(name, type_=Post.published_at.type) for name in ("now", "since"))
    has_time = or_(Announcement.expires_at.is_not(None), Post.published_at > since, Announcement.deadline > now)
    standing = and_(
        of_group, Post.deleted_at.is_(None), Post.archived_at.is_(None), Announcement.is_over.is_(False), has_time
    )
    first = (Announcement.deadline.is_(None), Announcement.deadline, Post.published_at.desc(), Post.id.desc())
    place = func.row_number().over(order_by=first).label("place")
    posts = select(Post.id, literal(0).label("part"), place).join(Announcement, Announcement.post_id == Post.id)
    return posts.where(standing).order_by(place).limit(MANY)


def get_announcement(post: Post, *, viewer: Person) -> Announcement | None:
    """What makes a post an announcement, for those who may know its readers; raises Forbidden for others."""
    demand(audiences.can_see_readers(viewer, post))
    return session.get(Announcement, post.id)


def list_readers(
    announcement: Announcement,
    post: Post,
    *,
    which: Reading,
    q: str = "",
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Page[Addressee]:
    """Who has confirmed or who has not, by name, among those whom it concerns now; `q` is part of a name."""
    chosen = _readers(announcement, post).where(_are(which), *(named(q) if q.strip() else []))
    by = (Person.sort_name, Person.id)
    page = paginate(chosen, by=by, descending=False, limit=limit, cursor=cursor, scalars=False)
    return Page([_reader(row) for row in page.items], page.next)


def every_reader(announcement: Announcement, post: Post) -> Iterator[Addressee]:
    """All whom it concerns now by name, each with when they confirmed."""
    chosen = _readers(announcement, post).order_by(Person.sort_name, Person.id)
    return (_reader(row) for row in session.execute(chosen))


def list_concerned(post: Post, *, after: UUID | None = None, most: int) -> Sequence[UUID]:
    """Whom an announcement concerns that is not over, in the order of their identifiers; for listeners. One statement.

    A post that concerns somebody may be read by them: members read in their group, the house what is said to it.
    """
    announcement = session.get(Announcement, post.id)
    if announcement is None or announcement.is_over:
        return []
    concerned = select(Person.id).where(audiences.concerned_by(announcement, post))
    if after is not None:
        concerned = concerned.where(Person.id > after)
    return session.scalars(concerned.order_by(Person.id).limit(most)).all()


def list_missing(post_id: UUID) -> list[UUID]:
    """Who has not confirmed an announcement that still asks; for listeners, which ask whether each may see it."""
    post, announcement = session.get(Post, post_id), session.get(Announcement, post_id)
    if post is None or post.archived_at is not None or announcement is None or announcement.is_over:
        return []
    missing = _readers(announcement, post).where(_are(Reading.MISSING)).with_only_columns(Person.id).order_by(Person.id)
    return list(session.scalars(missing))


def _readers(announcement: Announcement, post: Post) -> Statement:
    said = and_(ReadConfirmation.person_id == Person.id, ReadConfirmation.post_id == post.id)
    people = summaries().outerjoin(ReadConfirmation, said).where(audiences.concerned_by(announcement, post))
    return people.add_columns(ReadConfirmation.at)


def _reader(row: Any) -> Addressee:
    return Addressee(summary_of(row), row.at)


def _are(which: Reading) -> ColumnElement[bool]:
    is_missing = ReadConfirmation.at.is_(None)
    return is_missing if which is Reading.MISSING else ~is_missing
