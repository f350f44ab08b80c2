"""The live bell: a new notification reaches its person's screens, and a read one leaves them."""

from __future__ import annotations

from flask import Flask
from flask_babel import force_locale

from app.accounts.models import Person
from app.core.db import session
from app.core.events import on_live
from app.core.language import DEFAULT
from app.notifications.events import NotificationCreated, NotificationsRead
from app.notifications.items import describe
from app.notifications.queries import count_unread, find_notification
from realtime.sockets import room_of, sockets


def register(app: Flask) -> None:
    """Listen to notifications."""
    on_live(app, NotificationCreated, tell_created)
    on_live(app, NotificationsRead, tell_read)


def tell_created(fact: NotificationCreated) -> None:
    """Say what is new, in the person's language, and how much waits now."""
    person = session.get(Person, fact.person_id)
    found = find_notification(fact.notification_id, viewer=person) if person else None
    if person is None or found is None:
        return
    with force_locale(person.language or DEFAULT):
        item = describe(found)
        payload = {
            "notification": {
                "id": str(item.id),
                "kind": item.kind,
                "text": item.text,
                "url": f"/notifications/{item.id}",
                "at": item.at.isoformat(),
            },
            "unread": count_unread(person),
        }
    sockets().send("notification.created", payload, to=[room_of("person", person.id)])


def tell_read(fact: NotificationsRead) -> None:
    """Say how much still waits, so that the mark goes out on every screen."""
    person = session.get(Person, fact.person_id)
    if person is not None:
        payload = {"notification": None, "unread": count_unread(person)}
        sockets().send("notification.created", payload, to=[room_of("person", person.id)])
