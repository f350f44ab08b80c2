"""What is the viewer's own about posts: what they said to them, and which they keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_

from app.accounts.prepared import Statement
from app.feed.models import Bookmark, Post, Reaction


class Own(NamedTuple):
    """What one viewer has to do with one post; each at most once."""

    reaction: str | None
    kept_at: datetime | None


OWN_ROWS: tuple[Any, ...] = (Reaction, Bookmark)
OWN_COLUMNS: tuple[Any, ...] = (Reaction.name, Bookmark.at)


def with_own(posts: Statement, viewer_id: Any) -> Statement:
    """Join to a statement over posts what is the viewer's own, at most one row of each kind for each post."""
    for row in OWN_ROWS:
        posts = posts.outerjoin(row, and_(row.post_id == Post.id, row.person_id == viewer_id))
    return posts
