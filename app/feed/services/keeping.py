"""Bookmarks: posts that a person keeps for later."""

from __future__ import annotations

from app.accounts.models import Person
from app.core.db import session
from app.core.events import command
from app.feed.models import Bookmark, Post
from app.feed.services.locking import lock_seen


@command
def keep_post(post: Post, *, actor: Person) -> None:
    """Keep a post for later; repeating changes nothing. Raises NotFound where the actor no longer sees it."""
    lock_seen(post, actor=actor)
    if session.get(Bookmark, (post.id, actor.id)) is None:
        session.add(Bookmark(post_id=post.id, person_id=actor.id))


@command
def let_post_go(post: Post, *, actor: Person) -> None:
    """Keep it no longer; repeating changes nothing."""
    bookmark = session.get(Bookmark, (post.id, actor.id))
    if bookmark is not None:
        session.delete(bookmark)
