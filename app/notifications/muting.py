"""What people muted, as it bears on what is told."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import or_, select

from app.core.db import session
from app.feed.models import Mute, Post
from app.feed.muting import holds
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.rules import Muting, Told, audible


def mutings_of(told: Told, *, actor_id: UUID | None, post_id: UUID | None, group_id: UUID | None) -> Iterator[Muting]:
    """What those who are to be told have muted of it, in one statement and, for a post, one for its group."""
    if group_id is None and post_id is not None:
        group_id = session.scalar(select(Post.group_id).where(Post.id == post_id))
    things = {Mute.doer_id: actor_id, Mute.post_id: post_id, Mute.group_id: group_id}
    meant = [column == thing for column, thing in things.items() if thing is not None]
    found = select(Mute.person_id, Mute.kind, Mute.wholly).where(
        Mute.person_id.in_(told), holds(), or_(Mute.kind.in_(set(told.values())), *meant)
    )
    for person_id, kind, wholly in session.execute(found):
        yield Muting(person_id, Kind(kind) if kind else None, wholly)


def is_muted(found: Notification) -> bool:
    """Whether its person has muted meanwhile what a notification tells; asked before it is sent."""
    told = {found.person_id: Kind(found.kind)}
    about = {"actor_id": found.actor_id, "post_id": found.post_id, "group_id": found.group_id}
    return not audible(told, mutings_of(told, **about))
