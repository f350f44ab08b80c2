"""Telling people."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.core.db import session
from app.core.events import command, record
from app.notifications.events import NotificationCreated
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.queries import settings_of


@command
def notify(
    person_id: UUID,
    kind: Kind,
    *,
    key: str,
    url: str,
    actor_id: UUID | None = None,
    post_id: UUID | None = None,
    comment_id: UUID | None = None,
    group_id: UUID | None = None,
    subject: str = "",
    count: int = 1,
) -> None:
    """Tell a person something. The same key again changes nothing, but for a higher count on what is still unread.

    Whether they may see it is asked again each time it is read.
    """
    ways = settings_of(person_id)[kind]
    if not any(ways.values()):
        return
    found = session.scalar(select(Notification).where(Notification.person_id == person_id, Notification.key == key))
    if found is not None:
        if count > found.count:
            found.count, found.actor_id = count, actor_id
        return
    told = Notification(
        person_id=person_id,
        kind=kind,
        key=key,
        url=url,
        actor_id=actor_id,
        post_id=post_id,
        comment_id=comment_id,
        group_id=group_id,
        subject=subject[:200],
        count=count,
        on_screen=ways["screen"],
    )
    session.add(told)
    session.flush()
    record(NotificationCreated(told.id, person_id))
