"""Scheduled posts, for their author alone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.feed.models import ScheduledPost


def list_scheduled(author: Person) -> list[ScheduledPost]:
    """What the author has written for later: first what was refused and waits for them, then the first to come."""
    own = select(ScheduledPost).where(ScheduledPost.author_id == author.id).options(joinedload(ScheduledPost.group))
    first = (ScheduledPost.scheduled_at.is_not(None), ScheduledPost.scheduled_at, ScheduledPost.id)
    return list(session.scalars(own.order_by(*first)))


def get_scheduled(scheduled_id: UUID, *, author: Person) -> ScheduledPost:
    """One of them; raises NotFound for one that is published, gone or another's."""
    own = (ScheduledPost.id == scheduled_id, ScheduledPost.author_id == author.id)
    found = session.scalar(select(ScheduledPost).where(*own))
    if found is None:
        raise NotFound
    return found
