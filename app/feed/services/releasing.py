"""Releasing: what was deleted too long ago to be brought back lets its files go, so that their room is free again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from app.core import clock
from app.core.db import session
from app.core.events import command
from app.feed.attaching import COMMENT, POST, holder_of
from app.feed.models import Comment, Post
from app.feed.services.posting import UNDO_LASTS
from app.files.models import Attachment
from app.files.services import let_go

EVERY = timedelta(hours=1)
AT_ONCE = 200


@command
def release_files() -> int:
    """Let the files go of posts and comments that cannot be brought back; how many of these. Repeating changes nothing.

    What else a file hangs on, such as a proposal or a report's evidence, keeps it.
    """
    gone = Post.deleted_at < clock.now() - UNDO_LASTS
    gone_too = or_(Comment.deleted_at < clock.now() - UNDO_LASTS, Comment.post.has(gone))
    posts = session.scalars(select(Post).where(gone, Post.id.in_(_held(POST))).limit(AT_ONCE)).all()
    comments = session.scalars(select(Comment).where(gone_too, Comment.id.in_(_held(COMMENT))).limit(AT_ONCE)).all()
    released: list[Post | Comment] = [*posts, *comments]
    for written in released:
        let_go(holder_of(written))
        written.files = []
    return len(released)


def _held(kind: str) -> Select[UUID]:
    """The identifiers of those of a kind on which files hang, as a subquery."""
    return select(Attachment.holder_id).where(Attachment.holder_kind == kind)
