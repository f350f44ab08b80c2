"""Planning what is pushed: one row and one job for each browser of who wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from app.core import clock, outbox
from app.core.db import session
from app.core.events import command
from app.delivery.push.models import Browser, Push
from app.delivery.push.services.sending import push_to_browser
from app.notifications.events import NotificationCreated, NotificationGrown
from app.notifications.kinds import COUNTED, Kind
from app.notifications.models import Notification
from app.notifications.queries import settings_of

KEPT = timedelta(days=30)


def plan_first(fact: NotificationCreated) -> None:
    """Push what waits for a person who wants it on their devices; idempotent."""
    _plan(fact.notification_id, fact.person_id, "")


def plan_growth(fact: NotificationGrown) -> None:
    """Push what more there is to read, in the place of what was pushed before; idempotent."""
    _plan(fact.notification_id, fact.person_id, fact.deed)


def _plan(notification_id: UUID, person_id: UUID, deed: str) -> None:
    browsers = session.scalars(select(Browser.id).where(Browser.person_id == person_id)).all()
    found = session.get(Notification, notification_id) if browsers else None
    if found is None or not settings_of(person_id)[Kind(found.kind)]["push"]:
        return
    if deed and found.kind in COUNTED:
        return
    _keep(browsers, notification_id, deed)


@command
def _keep(browsers: Sequence[UUID], notification_id: UUID, deed: str) -> None:
    for browser_id in browsers:
        is_known = session.get(Push, (browser_id, notification_id, deed)) is not None
        if is_known or session.get(Browser, browser_id) is None:
            continue
        session.add(Push(browser_id=browser_id, notification_id=notification_id, deed=deed))
        outbox.enqueue(
            push_to_browser,
            key=f"push:{browser_id}:{notification_id}:{deed}",
            browser_id=str(browser_id),
            notification_id=str(notification_id),
            deed=deed,
        )


@command
def forget_old_pushes() -> None:
    """Keep nothing of what ended long ago; a periodic task."""
    session.execute(delete(Push).where(Push.ended_at < clock.now() - KEPT))
