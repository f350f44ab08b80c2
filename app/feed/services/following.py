"""Conversations and their readers: following, muting, and how far somebody has seen them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.events import command
from app.feed.models import Mute, Post, Reader
from app.feed.services.locking import lock_seen


@command
def follow_post(post: Post, *, actor: Person) -> None:
    """Be told of what is answered, and mute it no longer; repeating changes nothing.

    Raises NotFound where the actor no longer sees the post.
    """
    reader = _reader(post, actor)
    reader.follows = True
    _hear(post, actor)
    if reader.seen is None and post.author_id != actor.id:
        reader.seen = post.last_number  # what comes from now on is new


@command
def unfollow_post(post: Post, *, actor: Person) -> None:
    """Be told of it no longer; repeating changes nothing."""
    _reader(post, actor).follows = False


@command
def mute_post(post: Post, *, actor: Person) -> None:
    """Hear of it only where one is named; repeating changes nothing."""
    lock_seen(post, actor=actor)
    mute_thing(Mute.post_id, post.id, actor=actor)


@command
def unmute_post(post: Post, *, actor: Person) -> None:
    """Hear of it as before; repeating changes nothing."""
    lock_seen(post, actor=actor)
    _hear(post, actor)


def mute_thing(
    column: InstrumentedAttribute[Any],
    thing: object,
    *,
    until: datetime | None = None,
    wholly: bool = False,
    actor: Person,
) -> Mute:
    """Let the actor hear nothing of what stands in this column of mutes; the newer wish holds; in a running command."""
    found = session.scalar(select(Mute).where(Mute.person_id == actor.id, column == thing))
    if found is None:
        found = Mute(person_id=actor.id, **{column.key: thing})
        session.add(found)
    found.until, found.wholly, found.at = until, wholly, clock.now()
    session.flush()
    return found


def _hear(post: Post, actor: Person) -> None:
    session.execute(delete(Mute).where(Mute.person_id == actor.id, Mute.post_id == post.id))


@command
def mark_seen(post: Post, *, number: int, actor: Person) -> None:
    """Keep up to which comment the actor has seen the conversation; it never goes back nor beyond the newest."""
    reader = _reader(post, actor)
    reader.seen = max(reader.seen or 0, min(number, post.last_number))


def let_follow(post: Post, person_ids: Iterable[UUID]) -> None:
    """Let people follow by themselves who are named or take part, unless they said otherwise; in a running command."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return
    chosen = select(Reader).where(Reader.post_id == post.id, Reader.person_id.in_(wanted))
    known = {reader.person_id: reader for reader in session.scalars(chosen)}
    for person_id in wanted:
        reader = known.get(person_id)
        if reader is None:
            session.add(Reader(post_id=post.id, person_id=person_id, follows=True))
        elif reader.follows is None:
            reader.follows = True


def note_answer(post: Post, number: int, *, actor: Person) -> None:
    """Let whoever answers follow, and have seen what they answer; in a running command that holds the post."""
    let_follow(post, [actor.id])
    session.flush()
    session.get_one(Reader, (post.id, actor.id)).seen = number


def _reader(post: Post, actor: Person) -> Reader:
    lock_seen(post, actor=actor)
    reader = session.get(Reader, (post.id, actor.id))
    if reader is None:
        reader = Reader(post_id=post.id, person_id=actor.id)
        session.add(reader)
    return reader
