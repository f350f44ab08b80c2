"""Telling people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from app.core import clock
from app.core.db import session
from app.core.events import command, record
from app.notifications.events import NotificationCreated, NotificationGrown
from app.notifications.kinds import Kind
from app.notifications.models import Deed, Notification
from app.notifications.muting import mutings_of
from app.notifications.queries import ways_of
from app.notifications.rules import Told, audible

AT_ONCE = 200
"""So many people are told in one transaction, so that nobody else waits for it."""


Wished: TypeAlias = Mapping[UUID, Mapping[str, bool]]
"""By which ways each person wants to be told."""


@dataclass(frozen=True)
class News:
    """What is told, the same to all. `key` says what it is about: the same is told once.

    The kinds in `gathers` come together as long as they are unread, under what they have in common: the comments of
    one post, the requests to one group. Their deed is the comment, or else what the actor did to it.
    """

    key: str
    url: str
    actor_id: UUID | None = None
    post_id: UUID | None = None
    comment_id: UUID | None = None
    group_id: UUID | None = None
    event_id: UUID | None = None
    message_id: UUID | None = None
    subject: str = ""
    gathers: Mapping[Kind, UUID] = field(default_factory=dict)

    def about(self, kind: Kind) -> str | None:
        """Under what this kind of it gathers, if it does."""
        return f"{kind}:{self.gathers[kind]}" if kind in self.gathers else None

    @property
    def deed(self) -> str:
        """What tells this deed from the others that gather with it."""
        return str(self.comment_id or self.actor_id)


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
) -> None:
    """Tell one person something; see `tell`."""
    news = News(key, url, actor_id, post_id, comment_id, group_id, subject=subject)
    tell({person_id: kind}, news)


def tell(told: Told, news: News) -> None:
    """Tell people something, each once: the same key, or the same deed where it gathers, changes nothing.

    Who wants it by no way, or has muted it, is not told. Whether they may see it is asked again each time it is read.
    """
    people = list(told)
    for start in range(0, len(people), AT_ONCE):
        _tell_some({person: told[person] for person in people[start : start + AT_ONCE]}, news)


@command
def _tell_some(told: Told, news: News) -> None:
    ways = ways_of(told)
    heard = audible(told, mutings_of(told, actor_id=news.actor_id, post_id=news.post_id, group_id=news.group_id))
    by_kind: dict[Kind, list[UUID]] = {}
    for person, kind in heard.items():
        if any(ways[person][kind].values()):
            by_kind.setdefault(kind, []).append(person)
    for kind, people in by_kind.items():
        wished = {person: ways[person][kind] for person in people}
        about = news.about(kind)
        if about is None:
            _add(wished, kind, news)
        else:
            _gather(wished, kind, news, about)


def _add(wished: Wished, kind: Kind, news: News) -> None:
    same = select(Notification.person_id).where(Notification.person_id.in_(wished), Notification.key == news.key)
    known = set(session.scalars(same))
    _create([_notification(person, kind, news, wished) for person in wished if person not in known], wished)


def _gather(wished: Wished, kind: Kind, news: News, about: str) -> None:
    """Add a deed to what waits unread, or begin anew."""
    gathered = select(Notification).where(Notification.person_id.in_(wished), Notification.about == about)
    deeds = gathered.join(Deed, Deed.notification_id == Notification.id).where(Deed.key == news.deed)
    known = set(session.scalars(deeds.with_only_columns(Notification.person_id)))
    alone = gathered.options(lazyload("*"))  # of what it is about, nothing is asked here
    unread = session.scalars(alone.where(Notification.read_at.is_(None)).order_by(Notification.at))
    waiting = {notification.person_id: notification for notification in unread}
    for person in wished:
        if person in known:
            continue
        found = waiting.get(person)
        if found is None:
            found = _notification(person, kind, news, wished)
            found.key, found.about, found.comment_id = f"{about}:{news.deed}", about, None
            _create([found], wished)
        else:
            found.at, found.actor_id = clock.now(), news.actor_id
            if news.comment_id is None:  # of comments, it leads to the first that was not read
                found.url = news.url
            record(NotificationGrown(found.id, person, news.deed), lasting=_is_sent(wished[person]))
        session.add(Deed(notification_id=found.id, key=news.deed, actor_id=news.actor_id, comment_id=news.comment_id))


def _create(notifications: Sequence[Notification], wished: Wished) -> None:
    session.add_all(notifications)
    session.flush()
    for each in notifications:
        record(NotificationCreated(each.id, each.person_id), lasting=_is_sent(wished[each.person_id]))


def _is_sent(ways: Mapping[str, bool]) -> bool:
    """Whether it leaves the house, by mail or push: only then has the worker anything to do with it."""
    return any(wanted for way, wanted in ways.items() if way != "screen")


def _notification(person_id: UUID, kind: Kind, news: News, wished: Wished) -> Notification:
    return Notification(
        person_id=person_id,
        kind=kind,
        key=news.key,
        url=news.url,
        actor_id=news.actor_id,
        post_id=news.post_id,
        comment_id=news.comment_id,
        group_id=news.group_id,
        event_id=news.event_id,
        message_id=news.message_id,
        subject=news.subject[:200],
        on_screen=wished[person_id]["screen"],
    )
