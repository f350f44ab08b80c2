"""A notification as pages, the interface, sockets and mails show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.accounts.models import Person
from app.core.db import session
from app.notifications.excerpts import read_excerpts
from app.notifications.models import Deed, Notification
from app.notifications.queries import read_deeds
from app.notifications.sentences import sentence


@dataclass(frozen=True)
class Item:
    """A notification in the reader's language."""

    id: UUID
    kind: str
    text: str
    excerpt: str
    """The first words of what it tells, as far as the reader may see them now; else empty."""
    url: str
    actor: Person | None
    post_id: UUID | None
    comment_id: UUID | None
    """The comment it tells of; of several, the first that one has not read."""
    count: int
    at: datetime
    read_at: datetime | None


def describe(notification: Notification) -> Item:
    """Say a notification in the language of the request."""
    return describe_all([notification], viewer=session.get_one(Person, notification.person_id))[0]


def describe_all(notifications: Sequence[Notification], *, viewer: Person) -> list[Item]:
    """Say several of the viewer's notifications, which they have been found to see."""
    deeds = read_deeds(notifications, viewer=viewer)
    excerpts = read_excerpts(notifications, deeds, viewer=viewer)
    return [_described(each, deeds.get(each.id, []), excerpts.get(each.id, "")) for each in notifications]


def _described(notification: Notification, deeds: Sequence[Deed], excerpt: str) -> Item:
    """Of what gathers, the last who did it is named and the others are counted, each once."""
    actor = deeds[-1].actor if deeds else notification.actor
    count = len({deed.actor_id for deed in deeds}) or notification.count
    name = actor.name if actor else ""
    return Item(
        id=notification.id,
        kind=notification.kind,
        text=sentence(notification.kind, name=name, subject=notification.subject, others=count - 1),
        excerpt=excerpt,
        url=notification.url,
        actor=actor,
        post_id=notification.post_id,
        comment_id=deeds[0].comment_id if deeds else notification.comment_id,
        count=count,
        at=notification.at,
        read_at=notification.read_at,
    )
