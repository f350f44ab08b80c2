"""Timelines: the newest posts for a person or of a group, in time that the number of all posts does not touch.

The statements are built once and filled at each call: building them costs more than running them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    and_,
    bindparam,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.visitors import replacement_traverse

from app.accounts.models import Person
from app.accounts.prepared import Statement, some_viewer
from app.core.db import Moment, is_sqlite
from app.core.paging import DEFAULT_LIMIT, Keyset, Page
from app.core.prepared import MANY, Prepared, of_each, prepared, several
from app.feed.models import Post, Praised, QuestionState
from app.feed.policy import listed_for, standing_for, visible_to
from app.feed.queries.narrowing import narrowed, put_away
from app.feed.queries.own import Own, own_columns, with_own
from app.feed.queries.scopes import Only, Scope
from app.groups.models import Group, Membership
from app.groups.policy import groups_of, readable_by

ORDER = Keyset(Post.published_at, Post.id)
YES = true()
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
WINDOWS = (1_000, 50_000, 10_000_000)
"""How many of the newest posts are looked at, one after the other; nearly always the first will do."""

OWN_FROM = 8
"""Where the viewer's own columns begin in a row."""

MOST_QUIET = 10_000
_quiet: set[UUID] = set()
"""For whom the newest of all were not enough: each group's own are asked at once. Only a guess at what is quicker."""


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
    own: Own


def list_feed(
    viewer: Person, *, scope: Scope = Scope.MINE, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """The home feed, newest first. Nearly always one statement; raises Invalid for a cursor of another list."""
    reach = Scope.GROUPS if viewer.is_guest else scope
    if reach is Scope.ALL:
        return _among_newest(reach, viewer, limit, cursor, WINDOWS)[0]
    if viewer.id not in _quiet:
        page, was_enough = _among_newest(reach, viewer, limit, cursor, WINDOWS[:1])
        if was_enough:
            return page
        if len(_quiet) >= MOST_QUIET:
            _quiet.clear()
        _quiet.add(viewer.id)
    return _run(prepared(_by_group, reach, bool(cursor), is_sqlite()), viewer, limit, cursor)[0]


def _among_newest(
    reach: Scope, viewer: Person, limit: int, cursor: str | None, windows: Sequence[int]
) -> tuple[Page[Entry], bool]:
    """A page chosen among the newest of all, and whether there can be no more than it has."""
    page = Page[Entry]([])
    for window in windows:
        page, are_all = _run(prepared(_in_window, reach, bool(cursor), window), viewer, limit, cursor)
        if page.next or are_all:
            return page, True
    return page, False


def list_group_posts(
    group: Group, *, viewer: Person, archived: bool = False, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """A group's posts, or those that were put away, newest first; none where the viewer may not read in it.

    One statement.
    """
    statement = prepared(_of_group, viewer.is_guest, archived, bool(cursor))
    return _run(statement, viewer, limit, cursor, group_id=group.id)[0]


def list_author_posts(
    author: Person, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """A person's posts that the viewer may read, newest first. One statement."""
    return _run(prepared(_of_author, viewer.is_guest, bool(cursor)), viewer, limit, cursor, author_id=author.id)[0]


def list_praises(
    person: Person, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """The posts that thank a person and that the viewer may read, newest first. One statement."""
    return _run(prepared(_of_praised, viewer.is_guest, bool(cursor)), viewer, limit, cursor, person_id=person.id)[0]


def list_group_questions(
    group: Group, *, waits: bool, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Entry]:
    """The questions of a group that wait for an answer, or all of them, newest first. One statement."""
    return _run(
        prepared(_of_questions, viewer.is_guest, waits, bool(cursor)), viewer, limit, cursor, group_id=group.id
    )[0]


def list_posts(post_ids: Sequence[UUID], *, viewer: Person) -> Sequence[Entry]:
    """The places of these posts, as far as the viewer may read them, newest first. A statement for each hundred."""
    asked = {"viewer_id": viewer.id, "many": len(post_ids)}
    rows = of_each(_of_some, viewer.is_guest, name="post", values=post_ids, **asked)
    return sorted(map(_entry, rows), key=lambda entry: (entry.published_at, entry.id), reverse=True)


def list_only(viewer: Person, only: Only, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Entry]:
    """The newest posts of one kind that the viewer may read. One statement."""
    return _run(prepared(_of_kind, only, viewer.is_guest, bool(cursor)), viewer, limit, cursor)[0]


def _run(
    statement: Prepared, viewer: Person, limit: int, cursor: str | None, **values: object
) -> tuple[Page[Entry], bool]:
    """One page, and whether it is known that no post was left out of sight."""
    rows = statement.all(**values, **ORDER.asked(limit, cursor), viewer_id=viewer.id)
    return ORDER.page([_entry(row) for row in rows], limit), bool(rows) and bool(rows[0][-1])


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(*(*row[:OWN_FROM], Own(*row[OWN_FROM:-1])))


def _in_window(reach: Scope, continues: bool, window: int) -> Statement:
    """Chosen among the newest of all posts; the index alone says which, no row of another post is read."""
    newest = select(*ORDER.by).where(ORDER.behind(continues)).order_by(*ORDER.latest_first)
    end = newest.with_only_columns(Post.published_at).limit(1).offset(window).scalar_subquery()
    chosen = replacement_traverse(_within(reach, some_viewer(is_guest=False)), {}, _by_no_other_index)
    found = newest.where(chosen, Post.published_at >= func.coalesce(end, literal(BEGINNING, Moment()))).limit(MANY)
    return _entries(found, end.is_(None))


def _by_no_other_index(element: Any, **_: Any) -> ColumnElement[Any] | None:
    """The place of a post as what has no index: by those of the places all their posts would be read, to be sorted."""
    is_place = isinstance(element, Column) and element.shares_lineage(Post.__table__.c.group_id)
    return func.coalesce(element, null()) if is_place else None


def _within(reach: Scope, viewer: Person) -> ColumnElement[bool]:
    if reach is Scope.ALL:
        return listed_for(viewer)
    own = Post.group_id.in_(select(Group.id).where(Group.id.in_(groups_of(viewer)), readable_by(viewer)))
    current = and_(standing_for(viewer), Post.archived_at.is_(None))
    return and_(current, own if reach is Scope.GROUPS else or_(Post.group_id.is_(None), own))


def _by_group(reach: Scope, continues: bool, on_sqlite: bool) -> Statement:
    """The newest of each group by its index, for those whose places are too quiet to be among the newest of all."""
    viewer = some_viewer(is_guest=False)
    standing = and_(standing_for(viewer), Post.archived_at.is_(None), ORDER.behind(continues))
    own = select(Group.id).join(Group.memberships).where(Membership.person_id == viewer.id, readable_by(viewer))
    newest = select(*ORDER.by).where(Post.group_id == Group.id, standing).order_by(*ORDER.latest_first).limit(MANY)
    newest = newest.correlate(Group)
    if on_sqlite:  # it has no LATERAL, but looks up by its key what a correlated list names
        found = aliased(Post)
        names = newest.with_only_columns(Post.id)
        candidates = own.join(found, found.id.in_(names)).with_only_columns(found.published_at, found.id)
    else:
        each = newest.lateral()
        candidates = own.join(each, true()).with_only_columns(*each.c)
    if reach is Scope.GROUPS:
        return _entries(candidates)
    return _entries(union_all(candidates, _newest(and_(Post.group_id.is_(None), standing))))


def _of_group(is_guest: bool, archived: bool, continues: bool) -> Statement:
    viewer, chosen = some_viewer(is_guest=is_guest), Post.group_id == bindparam("group_id", type_=Post.id.type)
    seen = put_away(viewer) if archived else listed_for(viewer)
    return _entries(_newest(and_(chosen, seen, ORDER.behind(continues))))


def _of_questions(is_guest: bool, waits: bool, continues: bool) -> Statement:
    asks = Post.question_state == QuestionState.WAITING if waits else Post.question_state.is_not(None)
    chosen = and_(Post.group_id == bindparam("group_id", type_=Post.id.type), asks)
    return _entries(_newest(and_(chosen, listed_for(some_viewer(is_guest=is_guest)), ORDER.behind(continues))))


def _of_author(is_guest: bool, continues: bool) -> Statement:
    chosen = Post.author_id == bindparam("author_id", type_=Post.id.type)
    return _entries(_newest(and_(chosen, listed_for(some_viewer(is_guest=is_guest)), ORDER.behind(continues))))


def _of_praised(is_guest: bool, continues: bool) -> Statement:
    theirs = and_(Praised.person_id == bindparam("person_id", type_=Post.id.type), Praised.withdrawn_at.is_(None))
    chosen = Post.id.in_(select(Praised.post_id).where(theirs))
    return _entries(_newest(and_(chosen, listed_for(some_viewer(is_guest=is_guest)), ORDER.behind(continues))))


def _of_some(is_guest: bool, count: int) -> Statement:
    chosen = Post.id.in_(several("post", Post.id.type, count))
    return _entries(_newest(and_(chosen, visible_to(some_viewer(is_guest=is_guest)))))


def _of_kind(only: Only, is_guest: bool, continues: bool) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    return _entries(_newest(and_(narrowed(only, viewer), ORDER.behind(continues))))


def _newest(chosen: ColumnElement[bool]) -> Statement:
    newest = select(*ORDER.by).where(chosen).order_by(*ORDER.latest_first).limit(MANY).subquery()
    return select(newest.c.published_at, newest.c.id)


def _entries(found: Statement | CompoundSelect[*tuple[Any, ...]], are_all: ColumnElement[bool] = YES) -> Statement:
    """The newest of the posts found, each with the versions of what its fragment shows.

    Last in each row stands whether all posts there are were looked at.
    """
    named = found.subquery()
    first = select(named).order_by(named.c.published_at.desc(), named.c.id.desc()).limit(MANY).subquery()
    versions = (Post.id, Post.published_at, Post.version, Person.id, Person.version, Group.id, Group.version)
    viewer = some_viewer(is_guest=False)
    entries: Statement = (
        select(*versions, Membership.role, *own_columns(viewer), are_all.label("are_all"))
        .select_from(first)
        .join(Post, Post.id == first.c.id)
        .join(Person, Person.id == Post.author_id)
        .outerjoin(Group, Group.id == Post.group_id)
        .outerjoin(Membership, and_(Membership.group_id == Post.group_id, Membership.person_id == viewer.id))
    )
    return with_own(entries, viewer).order_by(*ORDER.latest_first)
