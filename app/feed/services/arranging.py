"""Arranging: which posts stand on top of their group, and which take no more answers."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import hold, session
from app.core.errors import Conflict, demand
from app.core.events import command
from app.feed.audiences import looks_after
from app.feed.models import Pin, Post
from app.feed.parts import show_part
from app.feed.policy import is_keeper
from app.feed.services.locking import lock, lock_seen

MOST_PINS = 3


@command
def pin_post(post: Post, *, position: int = 1, actor: Person) -> None:
    """Let a post stand on top of its group, at this place among the others, or move it there. Keepers of the group.

    Raises Conflict where three stand there already; of two keepers at once the second finds what the first did.
    """
    pins = _pins_of(post, actor)
    others = [pin for pin in pins if pin.post_id != post.id]
    if len(others) >= MOST_PINS:
        raise Conflict(_("At most %(most)d posts can be pinned: take one down first.", most=MOST_PINS))
    mine = next((pin for pin in pins if pin.post_id == post.id), None)
    if mine is None:
        mine = Pin(post_id=post.id, group_id=post.group_id, position=0)
        session.add(mine)
        audit.write("post.pinned", actor_id=actor.id, target=f"post:{post.id}")
    others.insert(max(position, 1) - 1, mine)
    _number(others)


@command
def unpin_post(post: Post, *, actor: Person) -> None:
    """Let a post stand on top no longer; repeating changes nothing. Keepers of the group."""
    pins = _pins_of(post, actor)
    for pin in pins:
        if pin.post_id == post.id:
            session.delete(pin)
            show_part(post, "pinned", None)
    _number([pin for pin in pins if pin.post_id != post.id])


@command
def lock_post(post: Post, *, actor: Person) -> None:
    """Let nobody comment on a post or react to it any more; repeating changes nothing. Who looks after its place."""
    lock_seen(post, actor=actor)
    demand(looks_after(actor, post))
    if post.locked_at is None:
        post.locked_at = clock.now()
        show_part(post, "locked", {"at": post.locked_at.isoformat()})
        audit.write("post.locked", actor_id=actor.id, target=f"post:{post.id}")


@command
def unlock_post(post: Post, *, actor: Person) -> None:
    """Let people answer again; repeating changes nothing. Who looks after its place."""
    lock_seen(post, actor=actor)
    demand(looks_after(actor, post))
    if post.locked_at is not None:
        post.locked_at = None
        show_part(post, "locked", None)
        audit.write("post.unlocked", actor_id=actor.id, target=f"post:{post.id}")


def hold_pins(post: Post) -> None:
    """Hold the group of a post that stands on top of it, before the command that takes the post away locks it."""
    if post.group is not None and session.get(Pin, post.id) is not None:
        hold(post.group)


def take_down(post: Post) -> None:
    """Let nothing of a post stand on top any more, for it goes; part of a command that began with `hold_pins`."""
    pin = session.get(Pin, post.id)
    if pin is not None:
        others = [other for other in _standing(pin.group_id, post) if other.post_id != post.id]
        session.delete(pin)
        session.flush()
        show_part(post, "pinned", None)
        _number(others)


def _pins_of(post: Post, actor: Person) -> list[Pin]:
    """What stands on top of the post's group, for its keepers; other keepers wait until the command ends.

    The group is held before its posts and those in one order, so that nobody waits for each other.
    """
    if post.group is not None:
        hold(post.group)
    lock_seen(post, actor=actor)
    demand(is_keeper(actor, post))
    return _standing(post.group_id, post)


def _standing(group_id: UUID | None, post: Post) -> list[Pin]:
    """What stands on top of a held group, each of its posts locked like the one that the command is about."""
    standing = select(Pin).join(Post, Post.id == Pin.post_id).where(Post.deleted_at.is_(None))
    found = standing.where(Pin.group_id == group_id).order_by(Pin.position)
    pins = list(session.scalars(found, execution_options={"populate_existing": True}))
    for post_id in sorted(pin.post_id for pin in pins if pin.post_id != post.id):
        lock(session.get_one(Post, post_id))
    return pins


def _number(pins: list[Pin]) -> None:
    """Give each its place, and have those shown anew whose place has changed."""
    for position, pin in enumerate(pins, start=1):
        pin.position = position
        show_part(session.get_one(Post, pin.post_id), "pinned", {"position": position})
