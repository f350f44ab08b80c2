"""Timelines: the newest posts for a person or of a group, in time that the number of all posts does not touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, select, true, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import is_sqlite, session
from app.core.paging import DEFAULT_LIMIT, Page, beyond, encode
from app.feed.models import Post, Reaction
from app.feed.policy import standing_for, visible_to
from app.groups.models import Group, Membership

ORDER = (Post.published_at, Post.id)
NEWEST_FIRST = (Post.published_at.desc(), Post.id.desc())


class Scope(StrEnum):
    """Which part of what a person may read a timeline shows."""

    MINE = "mine"  # the whole house's posts and those of one's own groups
    GROUPS = "groups"
    ALL = "all"


class Entry(NamedTuple):
    """A post's place in a timeline, the versions that key its cached fragment, and what is the viewer's own."""

    id: UUID
    published_at: datetime
    version: int
    author_id: UUID
    author_version: int
    group_id: UUID | None
    group_version: int | None
    my_role: str | None
    my_reaction: str | None


def list_feed(
    viewer: Person, *, scope: Scope = Scope.MINE, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """The home feed, newest first. One statement; raises Invalid for a cursor of another list."""
    older = _older_than(cursor)
    if scope is Scope.ALL:
        return _page(_newest(and_(visible_to(viewer), older), limit + 1), viewer, limit)
    candidates = [_newest_of_own_groups(viewer, older, limit + 1)]
    if scope is Scope.MINE and not viewer.is_guest:
        candidates.append(_newest(and_(Post.group_id.is_(None), standing_for(viewer), older), limit + 1))
    return _page(union_all(*candidates), viewer, limit)


def list_group_posts(
    group: Group, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """A group's posts, newest first; none where the viewer may not read in it. One statement."""
    chosen = and_(Post.group_id == group.id, visible_to(viewer), _older_than(cursor))
    return _page(_newest(chosen, limit + 1), viewer, limit)


def list_author_posts(
    author: Person, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """A person's posts that the viewer may read, newest first. One statement."""
    chosen = and_(Post.author_id == author.id, visible_to(viewer), _older_than(cursor))
    return _page(_newest(chosen, limit + 1), viewer, limit)


def list_posts(post_ids: Sequence[UUID], *, viewer: Person) -> Sequence[Entry]:
    """The places of these posts, as far as the viewer may read them, newest first. One statement."""
    chosen = and_(Post.id.in_(post_ids), visible_to(viewer))
    return _page(_newest(chosen, len(post_ids)), viewer, len(post_ids)).items


def _older_than(cursor: str | None) -> ColumnElement[bool]:
    return beyond(cursor, ORDER, descending=True) if cursor else true()


def _newest(chosen: ColumnElement[bool], limit: int) -> Select[datetime, UUID]:
    newest = select(*ORDER).where(chosen).order_by(*NEWEST_FIRST).limit(limit).subquery()
    return select(newest)


def _newest_of_own_groups(viewer: Person, older: ColumnElement[bool], limit: int) -> Select[datetime, UUID]:
    """The newest of each group by its index, so that a quiet group costs no more than a busy one."""
    own = select(Group.id).join(Group.memberships)
    own = own.where(Membership.person_id == viewer.id, Group.deleted_at.is_(None))
    in_group = and_(Post.group_id == Group.id, standing_for(viewer), older)
    newest = select(*ORDER).where(in_group).order_by(*NEWEST_FIRST).limit(limit).correlate(Group)
    if not is_sqlite():
        each = newest.lateral()
        return own.join(each, true()).with_only_columns(*each.c)
    # SQLite has no LATERAL, but looks up by its key what a correlated list names
    found = aliased(Post)
    names = newest.with_only_columns(Post.id)
    return own.join(found, found.id.in_(names)).with_only_columns(found.published_at, found.id)


def _page(
    candidates: Select[datetime, UUID] | CompoundSelect[datetime, UUID], viewer: Person, limit: int
) -> Page[Entry]:
    """One page of candidate posts, each with the versions of what its fragment shows."""
    named = candidates.subquery()
    first = select(named).order_by(named.c.published_at.desc(), named.c.id.desc()).limit(limit + 1).subquery()
    versions = (Post.id, Post.published_at, Post.version, Person.id, Person.version, Group.id, Group.version)
    rows = session.execute(
        select(*versions, Membership.role, Reaction.name)
        .select_from(first)
        .join(Post, Post.id == first.c.id)
        .join(Person, Person.id == Post.author_id)
        .outerjoin(Group, Group.id == Post.group_id)
        .outerjoin(Membership, and_(Membership.group_id == Post.group_id, Membership.person_id == viewer.id))
        .outerjoin(Reaction, and_(Reaction.post_id == Post.id, Reaction.person_id == viewer.id))
        .order_by(*NEWEST_FIRST)
    )
    entries = [Entry(*row) for row in rows]
    more = len(entries) > limit
    return Page(entries[:limit], encode(entries[limit - 1], ORDER) if more else None)
