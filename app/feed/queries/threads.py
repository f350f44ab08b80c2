"""Conversations: the comments of a post as plain rows, in the order they came or thread by thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.models import Person
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.feed.models import Comment, Post
from app.feed.policy import comments_visible_to
from app.people.models import Profile


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
    author_id: UUID
    author_name: str
    author_handle: str
    author_version: int
    author_title: str | None
    author_photo: str | None


_COLUMNS = (
    *(Comment.id, Comment.post_id, Comment.parent_id, Comment.number, Comment.root_number, Comment.body, Comment.html),
    *(Comment.published_at, Comment.edited_at, Comment.deleted_at, Comment.hidden_at, Comment.version),
    *(Comment.reactions, Person.id, Person.name, Person.handle, Person.version, Profile.title, Person.photo),
)


def list_comments(
    post: Post, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[CommentContent]:
    """A post's comments, in the order they came. One statement."""
    chosen = _contents().where(Comment.post_id == post.id, comments_visible_to(viewer))
    page = paginate(chosen, by=[Comment.number], descending=False, limit=limit, cursor=cursor, scalars=False)
    return Page([CommentContent(*row) for row in page.items], page.next)


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
