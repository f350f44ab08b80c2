"""Who is told of what is answered in a conversation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select, union

from app.core.db import session
from app.feed.models import Mute, Post, Reader
from app.feed.muting import mutes


def list_followers(post_id: UUID) -> set[UUID]:
    """Who follows a conversation and has not muted it; listeners ask whether each may see it. One statement."""
    of_post = select(Reader.person_id).join(Post, Post.id == Reader.post_id).where(Reader.post_id == post_id)
    muted = exists().where(mutes(Reader.person_id)).correlate(Post, Reader)
    those = of_post.where(Reader.follows.is_(True), ~muted)
    gone = exists().where(Reader.post_id == Post.id, Reader.person_id == Post.author_id, Reader.follows.is_(False))
    muted_by_author = exists(Mute.id).where(mutes(Post.author_id)).correlate(Post)
    author = select(Post.author_id).where(Post.id == post_id, ~gone, ~muted_by_author)
    return set(session.scalars(union(those, author)))
