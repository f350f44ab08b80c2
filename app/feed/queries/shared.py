"""Files that came with the posts of a group, for the place where its files are."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.feed.attaching import POST
from app.feed.models import Post
from app.feed.policy import visible_to
from app.files.models import Attachment
from app.folders.hooks import Shared
from app.groups.models import Group

MOST_POSTS = 20


def list_shared_files(group: Group, viewer: Person) -> list[Shared]:
    """The files of the latest posts of a group that have any and that the viewer may read."""
    carrying = select(Attachment.holder_id).where(Attachment.holder_kind == POST)
    posts = (
        select(Post.id, Post.files, Post.published_at, Person.name)
        .join(Person, Person.id == Post.author_id)
        .where(Post.group_id == group.id, Post.id.in_(carrying), Post.hidden_at.is_(None), visible_to(viewer))
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(MOST_POSTS)
    )
    return [
        Shared(file=file, name=row.name, at=row.published_at, url=f"/posts/{row.id}")
        for row in session.execute(posts)
        for file in row.files
    ]
