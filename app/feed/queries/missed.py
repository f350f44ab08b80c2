"""What speaks for posts: for those of the last days that a person may have missed, and for one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, false, func, or_, select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.feed.audiences import asks
from app.feed.missed import Candidate
from app.feed.models import Announcement, Mention, Post, Question, Reaction, ReadConfirmation, Reader
from app.feed.muting import mutes
from app.feed.policy import visible_to
from app.groups.models import Group
from app.groups.policy import groups_of
from app.people.models import Follow

LOOKED_BACK = timedelta(days=7)
MOST_LOOKED_AT = 400
"""The newest posts of one's places; older ones of a very busy week are not looked at."""


def list_candidates(viewer: Person) -> list[Candidate]:
    """The posts of the last seven days in the viewer's places that are not their own. One statement."""
    mine = or_(Post.group_id.is_(None), Post.group_id.in_(groups_of(viewer)))
    since = clock.now() - LOOKED_BACK
    listed = (Post.author_id != viewer.id, mine, Post.archived_at.is_(None))
    recent = _candidates(viewer).where(Post.published_at >= since, *listed)
    newest = recent.order_by(Post.published_at.desc(), Post.id.desc()).limit(MOST_LOOKED_AT)
    return [_candidate(row) for row in session.execute(newest)]


def get_candidate(post_id: UUID, *, viewer: Person) -> Candidate:
    """What speaks for one post that the viewer may read; raises NotFound otherwise. One statement."""
    row = session.execute(_candidates(viewer).where(Post.id == post_id)).one_or_none()
    if row is None:
        raise NotFound
    return _candidate(row)


def _candidates(viewer: Person) -> Select[Any]:
    """All posts that the viewer may read, with what speaks for each of them."""
    columns: tuple[Any, ...] = (
        *(Post.id, Post.published_at, Post.comment_count, Post.reactions, Group.name, Person.name),
        exists().where(Follow.follower_id == viewer.id, Follow.followed_id == Post.author_id),
        exists().where(Mention.post_id == Post.id, Mention.person_id == viewer.id),
        exists().where(Question.post_id == Post.id, Question.accepted_id.is_(None)),
        exists().where(Announcement.post_id == Post.id, Announcement.is_over.is_(False), asks(viewer)).correlate(Post),
        or_(_is(viewer, ReadConfirmation), _is(viewer, Reaction), Reader.seen.is_not(None)),
        exists().where(mutes(viewer.id)).correlate(Post),
        Post.author_id == viewer.id,
        func.coalesce(Post.group_id.in_(groups_of(viewer)), false()),
    )
    return (
        select(*columns)
        .select_from(Post)
        .join(Person, Person.id == Post.author_id)
        .outerjoin(Group, Group.id == Post.group_id)
        .outerjoin(Reader, and_(Reader.post_id == Post.id, Reader.person_id == viewer.id))
        .where(visible_to(viewer))
    )


def _is(viewer: Person, row: Any) -> Any:
    return exists().where(row.post_id == Post.id, row.person_id == viewer.id)


def _candidate(row: Any) -> Candidate:
    post_id, at, comments, reactions, group, author, *flags = row
    return Candidate(post_id, at, comments + sum(reactions.values()), group, author, *map(bool, flags))
