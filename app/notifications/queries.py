"""What can be read of notifications."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.prepared import Statement, some_viewer
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.notifications.kinds import COMPULSORY, DEFAULTS, Kind
from app.notifications.models import Notification, NotificationSetting
from app.notifications.policy import visible_to


def list_notifications(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Notification]:
    """The viewer's notifications, the latest first."""
    query = select(Notification).where(visible_to(viewer))
    return paginate(query, by=(Notification.at, Notification.id), limit=limit, cursor=cursor)


def count_unread(viewer: Person) -> int:
    """How many the viewer has not read."""
    return session.scalar(_unread(viewer.is_guest), {"viewer_id": viewer.id}) or 0


@cache
def _unread(is_guest: bool) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    return select(func.count()).select_from(Notification).where(Notification.read_at.is_(None), visible_to(viewer))


def find_notification(notification_id: UUID, *, viewer: Person) -> Notification | None:
    """One of the viewer's notifications, where they may still read what it is about."""
    return session.scalar(select(Notification).where(Notification.id == notification_id, visible_to(viewer)))


def settings_of(person_id: UUID) -> dict[Kind, dict[str, bool]]:
    """By which ways a person is told each kind: their choice, or the quiet default."""
    chosen = {
        setting.kind: {"screen": setting.screen, "mail": setting.mail}
        for setting in session.scalars(select(NotificationSetting).where(NotificationSetting.person_id == person_id))
    }
    return {
        kind: {"screen": told.screen, "mail": told.mail} | (chosen.get(kind, {}) if kind not in COMPULSORY else {})
        for kind, told in DEFAULTS.items()
    }
