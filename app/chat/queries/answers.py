"""How much was answered in threads: by whom, when last, and what of it waits for a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select

from app.accounts.models import Person, is_guest_of
from app.chat.models import Message, ThreadPlace
from app.chat.policy import STANDING
from app.chat.queries.authors import AuthorItem
from app.core.db import session

FACES = 3


@dataclass(frozen=True)
class ThreadSummary:
    """What stands under a message that was answered in a thread; the last two are for a reader, None for nobody."""

    answers: int
    last_at: datetime
    people: Sequence[AuthorItem]
    """Who answered last."""
    is_followed: bool | None = None
    unread: int | None = None
    """How many answers of others wait there; none where the reader does not follow it."""


def summarise_threads(root_ids: Sequence[UUID], viewer: Person | None) -> dict[UUID, ThreadSummary]:
    """By the message that they answer, those threads in which an answer stands. The caller answers for the rights."""
    if not root_ids:
        return {}
    by_root: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(_by_author(root_ids, viewer)):
        by_root[row.thread_id].append(row)
    return {root_id: _summary(rows, viewer) for root_id, rows in by_root.items()}


def _by_author(root_ids: Sequence[UUID], viewer: Person | None) -> Select[*tuple[Any, ...]]:
    own = and_(ThreadPlace.thread_id == Message.thread_id, ThreadPlace.person_id == (viewer.id if viewer else None))
    waits = and_(Message.in_log.is_(False), Message.seq > ThreadPlace.last_read_seq, ThreadPlace.is_followed.is_(True))
    return (
        select(
            Message.thread_id,
            Person.id,
            Person.name,
            Person.handle,
            Person.photo,
            is_guest_of(Person.id).label("is_guest"),
            ThreadPlace.is_followed,
            func.count().label("answers"),
            func.max(Message.at).label("last_at"),
            func.sum(case((waits, 1), else_=0)).label("waiting"),
        )
        .join(Person, Person.id == Message.author_id)
        .outerjoin(ThreadPlace, own)
        .where(Message.thread_id.in_(root_ids), *STANDING)
        .group_by(Message.thread_id, Person.id, ThreadPlace.is_followed)
        .order_by(func.max(Message.seq).desc())
    )


def _summary(rows: Sequence[Any], viewer: Person | None) -> ThreadSummary:
    return ThreadSummary(
        answers=sum(row.answers for row in rows),
        last_at=max(row.last_at for row in rows),
        people=[AuthorItem(row.id, row.name, row.handle, row.photo, row.is_guest) for row in rows[:FACES]],
        is_followed=bool(rows[0].is_followed) if viewer else None,
        unread=sum(row.waiting for row in rows if row.id != viewer.id) if viewer else None,
    )
