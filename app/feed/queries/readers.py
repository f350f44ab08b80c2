"""Who is told of what is answered in a conversation, and who wants to hear nothing of it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, or_, select, union

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Post, Reader
from app.feed.policy import visible_to


def list_followers(post_id: UUID) -> set[UUID]:
    """Who follows a conversation and has not muted it; listeners ask whether each may see it. One statement."""
    those = select(Reader.person_id).where(Reader.post_id == post_id, Reader.follows.is_(True), ~Reader.is_muted)
    other = exists().where(
        Reader.post_id == Post.id,
        Reader.person_id == Post.author_id,
        or_(Reader.is_muted, Reader.follows.is_(False)),
    )
    author = select(Post.author_id).where(Post.id == post_id, ~other)
    return set(session.scalars(union(those, author)))


def list_muting(post_id: UUID) -> set[UUID]:
    """Who has muted a conversation: they are told of it only where they are named. One statement."""
    return set(session.scalars(select(Reader.person_id).where(Reader.post_id == post_id, Reader.is_muted)))


def list_muted_posts(viewer: Person, *, most: int = 50) -> list[Post]:
    """The posts whose conversation the viewer has muted and may still read, the newest first."""
    muted = select(Post).join(Reader, Reader.post_id == Post.id)
    muted = muted.where(Reader.person_id == viewer.id, Reader.is_muted, visible_to(viewer))
    return list(session.scalars(muted.order_by(Post.id.desc()).limit(most)))
