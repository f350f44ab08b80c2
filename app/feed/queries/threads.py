"""Conversations: the comments of a post as plain rows, in the order they came or thread by thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, exists, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.prepared import MANY, Statement, some_viewer
from app.core.db import Identifier, session
from app.core.paging import DEFAULT_LIMIT, Page, decode, encode, paginate
from app.feed.models import Comment, CommentRevision, Post, PostRevision, Reaction
from app.feed.policy import comments_visible_to, visible_to
from app.people.models import Profile

THREADED = (Comment.root_number, Comment.number)


class CommentContent(NamedTuple):
    """One comment with what is shown of its author."""

    id: UUID
    post_id: UUID
    parent_id: UUID | None
    number: int
    root_number: int
    body: str
    html: str
    published_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    hidden_at: datetime | None
    version: int
    reactions: dict[str, Any]
    files: list[Any]
    author_id: UUID
    author_name: str
    author_handle: str
    author_version: int
    author_title: str | None
    author_photo: str | None


class CommentEntry(NamedTuple):
    """A comment's place in its thread, the versions that key its cached fragment, and what is the viewer's own."""

    id: UUID
    number: int
    root_number: int
    version: int
    is_gone: bool
    """Only its place is left, because replies stand below it."""
    author_id: UUID
    author_version: int
    my_reaction: str | None


_COLUMNS = (
    *(Comment.id, Comment.post_id, Comment.parent_id, Comment.number, Comment.root_number, Comment.body, Comment.html),
    *(Comment.published_at, Comment.edited_at, Comment.deleted_at, Comment.hidden_at, Comment.version),
    *(Comment.reactions, Comment.files),
    *(Person.id, Person.name, Person.handle, Person.version, Profile.title, Person.photo),
)


def list_comments(
    post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[CommentContent]:
    """A post's comments, in the order they came. One statement."""
    chosen = _contents().where(Comment.post_id == post.id, comments_visible_to(viewer))
    page = paginate(chosen, by=[Comment.number], descending=False, limit=limit, cursor=cursor, scalars=False)
    return Page([CommentContent(*row) for row in page.items], page.next)


def list_thread(
    post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None, first: int = 0
) -> Page[CommentEntry]:
    """A post's comments thread by thread, from the one of the given number on. One statement.

    A comment that began a thread and may not be read any more keeps its place as long as replies stand below it.
    """
    after = decode(cursor, THREADED) if cursor else (first, 0)
    values = {"viewer_id": viewer.id, "post_id": post.id, "root": after[0], "number": after[1], "many": limit + 1}
    rows = session.execute(_thread(viewer.is_guest), values).all()
    entries = [CommentEntry(*row) for row in rows[:limit]]
    return Page(entries, encode(entries[-1], THREADED) if len(rows) > limit else None)


@cache
def _thread(is_guest: bool) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    begins = and_(Comment.number == Comment.root_number, _has_replies())
    after = tuple_(bindparam("root", type_=Integer()), bindparam("number", type_=Integer()))
    return (
        _entries(viewer)
        .where(Comment.post_id == bindparam("post_id", type_=Identifier()), tuple_(*THREADED) > after)
        .where(or_(comments_visible_to(viewer), and_(begins, visible_to(viewer))))
        .order_by(*THREADED)
        .limit(MANY)
    )


def list_last_comments(post: Post, *, viewer: Person, limit: int) -> list[CommentEntry]:
    """The newest comments of a post, oldest first. One statement."""
    newest = _entries(viewer).where(Comment.post_id == post.id, comments_visible_to(viewer))
    rows = session.execute(newest.order_by(Comment.number.desc()).limit(limit)).all()
    return [CommentEntry(*row) for row in reversed(rows)]


def get_comment_entry(comment: Comment, *, viewer: Person) -> CommentEntry:
    """The place of a comment that the caller has found to be visible. One statement."""
    return CommentEntry(*session.execute(_entries(viewer).where(Comment.id == comment.id)).one())


def list_revisions(written: Post | Comment) -> list[tuple[datetime, str, str]]:
    """How it read before its edits: when that was written, its title and its text, oldest first. One statement."""
    former = (
        select(PostRevision.written_at, PostRevision.title, PostRevision.body)
        .where(PostRevision.post_id == written.id)
        .order_by(PostRevision.id)
        if isinstance(written, Post)
        else select(CommentRevision.written_at, literal(""), CommentRevision.body)
        .where(CommentRevision.comment_id == written.id)
        .order_by(CommentRevision.id)
    )
    return [(at, title, body) for at, title, body in session.execute(former)]


def _entries(viewer: Person) -> Statement:
    is_gone = or_(Comment.deleted_at.is_not(None), and_(Comment.hidden_at.is_not(None), Person.id != viewer.id))
    columns = (Comment.id, Comment.number, Comment.root_number, Comment.version, is_gone, Person.id, Person.version)
    entries: Statement = select(*columns, Reaction.name)
    return (
        entries.select_from(Comment)
        .join(Post, Post.id == Comment.post_id)
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(Reaction, and_(Reaction.comment_id == Comment.id, Reaction.person_id == viewer.id))
    )


def _has_replies() -> ColumnElement[bool]:
    reply = aliased(Comment)
    standing = and_(reply.deleted_at.is_(None), reply.hidden_at.is_(None), reply.number != reply.root_number)
    return exists().where(reply.post_id == Comment.post_id, reply.root_number == Comment.number, standing)


def read_comments(comment_ids: Sequence[UUID]) -> list[CommentContent]:
    """The contents of comments that the caller has found to be visible. One statement."""
    rows = session.execute(_contents().where(Comment.id.in_(comment_ids)).order_by(Comment.number))
    return [CommentContent(*row) for row in rows]


def _contents() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(Comment)
        .join(Post, Post.id == Comment.post_id)
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(Profile, Profile.person_id == Person.id)
    )
