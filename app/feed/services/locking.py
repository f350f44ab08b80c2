"""Rows of the feed as they are under the writing transaction's lock, judged anew for the actor."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import hold, session
from app.core.errors import NotFound
from app.feed.models import Comment, Post
from app.feed.policy import comments_visible_to, visible_to


def lock(post: Post) -> None:
    """Keep other writers away from the post and its counters until the transaction ends."""
    hold(post)


def lock_seen(post: Post, *, actor: Person) -> None:
    """The same for a post the actor still may read; raises NotFound otherwise."""
    lock(post)
    if session.scalar(select(Post.id).where(Post.id == post.id, visible_to(actor))) is None:
        raise NotFound


def lock_seen_comment(comment: Comment, *, actor: Person) -> None:
    """Lock the post of a comment that the actor still may read; raises NotFound otherwise."""
    lock(comment.post)
    session.refresh(comment)
    seen = select(Comment.id).join(Comment.post).where(Comment.id == comment.id, comments_visible_to(actor))
    if session.scalar(seen) is None:
        raise NotFound
