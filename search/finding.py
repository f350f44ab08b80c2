"""Finding: a question to the index, and each hit looked at again with the viewer's rights of this moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.chat import queries as chat
from app.core.db import session
from app.core.errors import Invalid, Unavailable
from app.feed import policy as feed
from app.feed.models import Comment, Post
from app.folders import policy as folders
from app.folders.models import Document
from app.groups import policy as groups
from app.groups.models import Group
from app.people import policy as people
from search.engines import BadCursor, Hit, IndexDamaged, Key, Marked, Page, Query
from search.gathering import tokens_of
from search.indexing import engine

KINDS = ("person", "group", "post", "comment", "file", "message")


@dataclass(frozen=True)
class Result:
    """Something found that the viewer may see now."""

    type: str
    id: str
    url: str
    title: str
    snippet: str
    at: datetime
    marked_title: Marked = ()
    fragment: Marked = ()
    photo_url: str | None = None
    icon: str | None = None
    is_archived: bool = False
    place: str = ""


@dataclass(frozen=True)
class Results:
    """A page of what was found."""

    items: list[Result]
    next: str | None
    facets: dict[str, int]
    did_you_mean: str | None


@dataclass(frozen=True)
class Seen:
    """How something visible is shown: where it is, and under which title."""

    url: str
    title: str
    photo_url: str | None = None
    icon: str | None = None
    is_archived: bool = False
    place: str = ""
    """The name of the conversation in which it was said."""


def find(
    viewer: Person,
    q: str,
    *,
    kind: str | None = None,
    group_id: UUID | None = None,
    author_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> Results:
    """What the viewer may find, best first. Raises Unavailable while the index is being built, Invalid for a cursor."""
    query = Query(
        text=q,
        audience=tokens_of(viewer),
        kinds=frozenset({kind} if kind else KINDS),
        group_id=str(group_id) if group_id else None,
        author_id=str(author_id) if author_id else None,
        since=since,
        until=until,
        limit=limit,
        cursor=cursor,
    )
    page = _ask(query)
    seen = look_again(((hit.kind, hit.id) for hit in page.hits), viewer)
    items = [_result(hit, seen[hit.kind, hit.id]) for hit in page.hits if (hit.kind, hit.id) in seen]
    return Results(items, page.next, page.facets, page.did_you_mean)


def _result(hit: Hit, seen: Seen) -> Result:
    return Result(
        type=hit.kind,
        id=hit.id,
        url=seen.url,
        title=seen.title,
        snippet="".join(text for text, _matched in hit.fragment),
        at=hit.at,
        marked_title=hit.marked_title,
        fragment=hit.fragment,
        photo_url=seen.photo_url,
        icon=seen.icon,
        is_archived=seen.is_archived,
        place=seen.place,
    )


def suggest(viewer: Person, q: str, *, limit: int = 8) -> list[Result]:
    """What the words typed so far may become: people, groups and posts whose titles begin so."""
    try:
        found = engine().suggest(q, tokens_of(viewer), limit)
    except IndexDamaged:
        return []
    seen = look_again(((each.kind, each.id) for each in found), viewer)
    shown = [(each, seen[each.kind, each.id]) for each in found if (each.kind, each.id) in seen]
    now = datetime.now().astimezone()
    return [
        Result(each.kind, each.id, how.url, how.title, "", now, photo_url=how.photo_url, icon=how.icon)
        for each, how in shown
    ]


def _ask(query: Query) -> Page:
    try:
        return engine().search(query)
    except IndexDamaged:
        raise Unavailable(_("The search index is being built. Try again in a minute.")) from None
    except BadCursor:
        raise Invalid(cursor="not a cursor of this list") from None


def look_again(keys: Iterable[Key], viewer: Person) -> dict[Key, Seen]:
    """Of what the index names, what the viewer may see at this moment: at most one statement a kind."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, identifier in keys:
        by_kind.setdefault(kind, []).append(UUID(identifier))
    return {key: seen for kind, ids in by_kind.items() for key, seen in _LOOK[kind](ids, viewer).items()}


def _look_at_people(ids: list[UUID], viewer: Person) -> dict[Key, Seen]:
    visible = select(Person).where(Person.id.in_(ids), people.visible_to(viewer), Person.deactivated_at.is_(None))
    return {
        ("person", str(person.id)): Seen(f"/people/{person.handle}", person.name, photo_url=person.photo_url)
        for person in session.scalars(visible)
    }


def _look_at_groups(ids: list[UUID], viewer: Person) -> dict[Key, Seen]:
    visible = select(Group).where(Group.id.in_(ids), groups.visible_to(viewer))
    return {
        ("group", str(group.id)): Seen(f"/groups/{group.slug}", group.name, icon=group.icon)
        for group in session.scalars(visible)
    }


def _look_at_posts(ids: list[UUID], viewer: Person) -> dict[Key, Seen]:
    visible = (
        select(Post.id, Post.title, Post.archived_at, Person.name)
        .join(Person, Person.id == Post.author_id)
        .where(Post.id.in_(ids), feed.visible_to(viewer), Post.hidden_at.is_(None))
    )
    return {
        ("post", str(row.id)): Seen(f"/posts/{row.id}", row.title or row.name, is_archived=row.archived_at is not None)
        for row in session.execute(visible)
    }


def _look_at_comments(ids: list[UUID], viewer: Person) -> dict[Key, Seen]:
    visible = (
        select(Comment.id, Comment.post_id, Person.name)
        .join(Post, Post.id == Comment.post_id)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.id.in_(ids), feed.comments_visible_to(viewer), Comment.hidden_at.is_(None))
    )
    return {("comment", str(row.id)): Seen(f"/comments/{row.id}", row.name) for row in session.execute(visible)}


def _look_at_files(ids: list[UUID], viewer: Person) -> dict[Key, Seen]:
    visible = (
        select(Document.id, Document.name, Group.slug)
        .join(Group, Group.id == Document.group_id)
        .where(Document.id.in_(ids), folders.visible_to(viewer), Document.hidden_at.is_(None))
    )
    return {
        ("file", str(row.id)): Seen(f"/groups/{row.slug}/files/{row.id}", row.name) for row in session.execute(visible)
    }


def _look_at_messages(ids: list[UUID], viewer: Person) -> dict[Key, Seen]:
    return {
        ("message", str(found.message.id)): Seen(found.message.url, found.message.author.name, place=found.place)
        for found in chat.list_found(ids, viewer=viewer)
    }


_LOOK = {
    "person": _look_at_people,
    "group": _look_at_groups,
    "post": _look_at_posts,
    "comment": _look_at_comments,
    "file": _look_at_files,
    "message": _look_at_messages,
}
