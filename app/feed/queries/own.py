"""What is the viewer's own about posts: what they said, which they keep, follow and are to confirm, what is new."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from app.accounts.models import Person
from app.accounts.prepared import Statement
from app.feed.audiences import asks
from app.feed.models import (
    Announcement,
    Bookmark,
    Comment,
    Mute,
    Poll,
    PollBallot,
    Post,
    Reaction,
    ReadConfirmation,
    Reader,
)
from app.feed.muting import mutes
from app.polls.reading import told_to_voters

MOST_NEW = 100
"""New comments are counted no further."""


class Own(NamedTuple):
    """What one viewer has to do with one post; each at most once."""

    reaction: str | None
    kept_at: datetime | None
    chosen: list[str] | None
    """What they chose in its poll; None where they did not vote, or nobody knows any more."""
    tally: dict[str, int] | None
    """The result of its poll, where their ballot opens it to them and nobody else is told yet."""

    follows: bool
    is_muted: bool
    seen: int | None
    """The number of the newest comment they have seen; None where they never opened the conversation."""
    new_comments: int

    confirmed_at: datetime | None
    is_asked: bool
    """Whether it is an announcement that asks the viewer to confirm it; they may have done so."""


OWN_ROWS: tuple[Any, ...] = (Reaction, Bookmark, PollBallot, Reader, ReadConfirmation)


def own_columns(viewer: Person) -> tuple[Any, ...]:
    """The columns of `Own`, for a statement that `with_own` joins them to."""
    is_author = Post.author_id == viewer.id
    seen = func.coalesce(Reader.seen, case((is_author, 0)))
    follows = func.coalesce(Reader.follows, is_author)
    return (
        Reaction.name,
        Bookmark.at,
        PollBallot.option_ids,
        told_to_voters(Poll, PollBallot.person_id),
        follows,
        Mute.id.is_not(None),
        seen,
        case((Post.last_number > seen, _count_after(seen)), else_=0),
        ReadConfirmation.at,
        exists().where(Announcement.post_id == Post.id, asks(viewer)).correlate(Post),
    )


def with_own(posts: Statement, viewer: Person) -> Statement:
    """Join to a statement over posts what is the viewer's own, at most one row of each kind for each post."""
    for row in OWN_ROWS:
        posts = posts.outerjoin(row, and_(row.post_id == Post.id, row.person_id == viewer.id))
    posts = posts.outerjoin(Mute, mutes(viewer.id))
    return posts.outerjoin(Poll, Poll.post_id == PollBallot.post_id)


def _count_after(number: ColumnElement[int]) -> ColumnElement[int]:
    """How many comments that everybody may read came after this one; asked only where there may be some."""
    standing = and_(Comment.deleted_at.is_(None), Comment.hidden_at.is_(None))
    newer = select(Comment.id).where(Comment.post_id == Post.id, Comment.number > number, standing).limit(MOST_NEW)
    return select(func.count()).select_from(newer.correlate(Post, Reader).subquery()).scalar_subquery()
