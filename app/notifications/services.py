"""What can be done to notifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, update

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.events import command, record
from app.notifications.events import NotificationCreated, NotificationsRead
from app.notifications.kinds import COMPULSORY, Kind
from app.notifications.models import Notification, NotificationSetting
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
    if not settings_of(person_id)[kind]["screen"]:
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
    )
    session.add(told)
    session.flush()
    record(NotificationCreated(told.id, person_id))


@command
def mark_read(*, ids: Sequence[UUID] | None = None, actor: Person) -> None:
    """Mark one's own notifications as read, all of them where no ids are given; repeating changes nothing."""
    reading = update(Notification).where(Notification.person_id == actor.id, Notification.read_at.is_(None))
    if ids is not None:
        reading = reading.where(Notification.id.in_(ids))
    session.execute(reading.values(read_at=clock.now()), execution_options={"synchronize_session": False})
    record(NotificationsRead(actor.id))


@command
def choose(choices: Mapping[Kind, Mapping[str, bool]], *, actor: Person) -> None:
    """Choose by which ways one is told; what is left out stays, and decisions about oneself always come."""
    present = settings_of(actor.id)
    for kind, ways in choices.items():
        if kind not in COMPULSORY:
            wanted = present[kind] | dict(ways)
            session.merge(
                NotificationSetting(
                    person_id=actor.id, kind=kind, screen=wanted["screen"], mail=wanted["mail"] and wanted["screen"]
                )
            )
