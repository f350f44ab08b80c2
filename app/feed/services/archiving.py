"""Archiving: posts that are put away: still found and read, but in no list of what is new, and answered no more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record
from app.feed.audiences import can_put_away
from app.feed.events import PostRedrawn
from app.feed.models import Archived, Post
from app.feed.parts import show_part
from app.feed.services.arranging import hold_pins, take_down
from app.feed.services.locking import lock, lock_seen

PART = "archived"


@command
def archive_post(post: Post, *, actor: Person) -> None:
    """Put a post away; repeating changes nothing. Its author, and who looks after its place.

    Raises NotFound where the actor no longer sees it.
    """
    hold_pins(post)
    lock_seen(post, actor=actor)
    demand(can_put_away(actor, post))
    if post.archived_at is None:
        post.archived_at = clock.now()
        session.add(Archived(post_id=post.id, person_id=actor.id, at=post.archived_at))
        session.flush()
        take_down(post)
        _show(post)
        audit.write("post.archived", actor_id=actor.id, target=f"post:{post.id}")


@command
def bring_back_post(post: Post, *, actor: Person) -> None:
    """Let it stand again where it stood, by its date; repeating changes nothing. Who could have put it away."""
    lock_seen(post, actor=actor)
    demand(can_put_away(actor, post))
    if post.archived_at is not None:
        post.archived_at = None
        session.execute(delete(Archived).where(Archived.post_id == post.id))
        _show(post)
        audit.write("post.brought_back", actor_id=actor.id, target=f"post:{post.id}")


@command
def show_archiver_again(post_id: UUID) -> None:
    """Name whoever put it away as they are called now; repeating changes nothing."""
    post = session.get_one(Post, post_id)
    lock(post)
    _show(post)


def _show(post: Post) -> None:
    if show_part(post, PART, _snapshot(post)):
        record(PostRedrawn(post.id))


def _snapshot(post: Post) -> dict[str, Any] | None:
    person = session.scalar(select(Person).join(Archived).where(Archived.post_id == post.id))
    if person is None or post.archived_at is None:
        return None
    by = {"id": str(person.id), "handle": person.handle, "name": person.name}
    return {"at": post.archived_at.isoformat(), "by": by}
