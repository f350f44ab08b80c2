"""Live notifications: what concerns a person reaches every screen they have open, with the count of what waits."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from flask_babel import force_locale

from app.accounts.models import Person
from app.core.db import session
from app.core.events import on_live
from app.notifications.api import NotificationSchema
from app.notifications.events import NotificationCreated, NotificationGrown, NotificationsRead
from app.notifications.items import describe
from app.notifications.queries import count_unread, find_notification
from realtime.sockets import room_of, sockets

_notification = NotificationSchema()


def register(app: Flask) -> None:
    """Listen to notifications."""
    on_live(app, NotificationCreated, lambda fact: _tell(fact.person_id, fact.notification_id))
    on_live(app, NotificationGrown, lambda fact: _tell(fact.person_id, fact.notification_id))
    on_live(app, NotificationsRead, lambda fact: _tell(fact.person_id, None))


def _tell(person_id: UUID, notification_id: UUID | None) -> None:
    """Send the notification to each page in its language; without one, only the count has changed."""
    connections = sockets().in_room(room_of("person", person_id))
    person = session.get(Person, person_id) if connections else None
    if person is None:
        return
    found = find_notification(notification_id, viewer=person) if notification_id else None
    if found is not None and not found.on_screen:
        return
    unread = count_unread(person)
    for language in {connection.language for connection in connections}:
        with force_locale(language):
            shown = _notification.dump(describe(found)) if found else None
        sids = [connection.sid for connection in connections if connection.language == language]
        sockets().send("notification.created", {"notification": shown, "unread": unread}, to=sids)
