"""Reading what waits."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.events import command, record
from app.notifications.events import NotificationsRead
from app.notifications.models import Notification


@command
def mark_read(*, ids: Sequence[UUID] | None = None, actor: Person) -> None:
    """Mark one's own notifications as read, all of them where no ids are given; repeating changes nothing."""
    reading = update(Notification).where(Notification.person_id == actor.id, Notification.read_at.is_(None))
    if ids is not None:
        reading = reading.where(Notification.id.in_(ids))
    session.execute(reading.values(read_at=clock.now()), execution_options={"synchronize_session": False})
    record(NotificationsRead(actor.id))
