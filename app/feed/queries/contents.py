"""What posts say and by whom, as plain rows for pages, the interface and sockets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person, photo_url
from app.core.db import session
from app.feed.models import Post
from app.groups.models import Group
from app.people.models import Profile
from app.people.summaries import Summary


class Content(NamedTuple):
    """One post with what is shown of its author and its group."""

    id: UUID
    title: str
    body: str
    html: str
    published_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    version: int
    reactions: dict[str, Any]
    comment_count: int
    files: list[Any]
    parts: dict[str, Any]
    author_id: UUID
    author_name: str
    author_handle: str
    author_version: int
    author_title: str | None
    author_photo: str | None
    group_id: UUID | None
    group_name: str | None
    group_slug: str | None
    group_icon: str | None
    group_version: int | None


_COLUMNS = (
    *(Post.id, Post.title, Post.body, Post.html, Post.published_at, Post.edited_at, Post.hidden_at, Post.version),
    *(Post.reactions, Post.comment_count, Post.files, Post.parts),
    *(Person.id, Person.name, Person.handle, Person.version, Profile.title, Person.photo),
    *(Group.id, Group.name, Group.slug, Group.icon, Group.version),
)


def read_contents(post_ids: Sequence[UUID]) -> dict[UUID, Content]:
    """The contents of posts that the caller has found to be visible. One statement."""
    if not post_ids:
        return {}
    rows = session.execute(
        select(*_COLUMNS)
        .select_from(Post)
        .join(Person, Person.id == Post.author_id)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .outerjoin(Group, Group.id == Post.group_id)
        .where(Post.id.in_(post_ids))
    )
    return {row[0]: Content(*row) for row in rows}


def author_of(content: Any) -> Summary:
    """Whoever wrote a post or a comment, as bylines and the interface show people."""
    return Summary(
        id=content.author_id,
        handle=content.author_handle,
        name=content.author_name,
        title=content.author_title or "",
        department=None,
        location="",
        photo_url=photo_url(content.author_id, content.author_photo),
    )
