"""A notification as pages, the interface, sockets and mails show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.accounts.models import Person
from app.notifications.kinds import sentence
from app.notifications.models import Notification


@dataclass(frozen=True)
class Item:
    """A notification in the reader's language."""

    id: UUID
    kind: str
    text: str
    url: str
    actor: Person | None
    count: int
    at: datetime
    read_at: datetime | None


def describe(notification: Notification) -> Item:
    """Say a notification in the language of the request."""
    name = notification.actor.name if notification.actor else ""
    text = sentence(notification.kind, name=name, subject=notification.subject, others=notification.count - 1)
    return Item(
        id=notification.id,
        kind=notification.kind,
        text=text,
        url=notification.url,
        actor=notification.actor,
        count=notification.count,
        at=notification.at,
        read_at=notification.read_at,
    )
