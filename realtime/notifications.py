"""Live notifications: what concerns a person reaches every screen they have open, with the count of what waits."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from flask_babel import force_locale

from app.accounts.models import Person
from app.core.db import session
from app.core.events import on_live
from app.core.language import DEFAULT
from app.notifications.api import NotificationSchema
from app.notifications.events import NotificationCreated, NotificationsRead
from app.notifications.items import describe
from app.notifications.queries import count_unread, find_notification
from realtime.sockets import room_of, sockets

_notification = NotificationSchema()


def register(app: Flask) -> None:
    """Listen to notifications."""
    on_live(app, NotificationCreated, lambda fact: _tell(fact.person_id, fact.notification_id))
    on_live(app, NotificationsRead, lambda fact: _tell(fact.person_id, None))


def _tell(person_id: UUID, notification_id: UUID | None) -> None:
    """Send the notification in its reader's language; without one, only the count has changed."""
    room = room_of("person", person_id)
    person = session.get(Person, person_id) if sockets().in_room(room) else None
    if person is None:
        return
    found = find_notification(notification_id, viewer=person) if notification_id else None
    with force_locale(person.language or DEFAULT):
        shown = _notification.dump(describe(found)) if found else None
        sockets().send("notification.created", {"notification": shown, "unread": count_unread(person)}, to=room)
