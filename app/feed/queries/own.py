"""What is the viewer's own about posts: what they said to them, and which they keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_

from app.accounts.prepared import Statement
from app.feed.models import Bookmark, Poll, PollBallot, Post, Reaction
from app.feed.polls import told_to_voters


class Own(NamedTuple):
    """What one viewer has to do with one post; each at most once."""

    reaction: str | None
    kept_at: datetime | None
    chosen: list[str] | None
    """What they chose in its poll; None where they did not vote, or nobody knows any more."""
    tally: dict[str, int] | None
    """The result of its poll, where their ballot opens it to them and nobody else is told yet."""


OWN_ROWS: tuple[Any, ...] = (Reaction, Bookmark, PollBallot)
OWN_COLUMNS: tuple[Any, ...] = (Reaction.name, Bookmark.at, PollBallot.option_ids, told_to_voters())


def with_own(posts: Statement, viewer_id: Any) -> Statement:
    """Join to a statement over posts what is the viewer's own, at most one row of each kind for each post."""
    for row in OWN_ROWS:
        posts = posts.outerjoin(row, and_(row.post_id == Post.id, row.person_id == viewer_id))
    return posts.outerjoin(Poll, Poll.post_id == PollBallot.post_id)
