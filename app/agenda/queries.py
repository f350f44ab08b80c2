"""What can be read of events."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Person
from app.agenda.models import Answer, Event, Reply
from app.agenda.policy import visible_to
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.groups.models import Group
from app.groups.policy import can_read, groups_of
from app.people.policy import visible_to as people_visible_to

COMING = (Reply.YES, Reply.MAYBE)
MOST_IN_A_MONTH = 300


class Scope(StrEnum):
    """Which events are wanted: those of one's groups and the house, all, or those one said yes or maybe to."""

    MINE = "mine"
    ALL = "all"
    ANSWERED = "answered"


def get_event(event_id: UUID, *, viewer: Person) -> Event:
    """An event the viewer may know of; raises NotFound otherwise."""
    event = session.scalar(events_query().where(Event.id == event_id, visible_to(viewer)))
    if event is None:
        raise NotFound
    return event


def list_upcoming(
    viewer: Person, *, scope: Scope = Scope.MINE, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Event]:
    """What is not over yet, the first to begin first; what was called off too, for it was announced."""
    query = events_query().where(Event.ends_at > clock.now(), visible_to(viewer), *within(viewer, scope))
    return paginate(query, by=(Event.starts_at, Event.id), limit=limit, cursor=cursor, descending=False)


def list_group_events(
    group: Group, *, viewer: Person, past: bool = False, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Event]:
    """The events of a group: those ahead, the first first, or those that are over, the last first.

    Raises Forbidden for who may not read the group.
    """
    demand(can_read(viewer, group))
    when = Event.ends_at <= clock.now() if past else Event.ends_at > clock.now()
    query = events_query().where(Event.group_id == group.id, when, visible_to(viewer))
    return paginate(query, by=(Event.starts_at, Event.id), limit=limit, cursor=cursor, descending=past)


def list_between(
    viewer: Person, since: datetime, until: datetime, *, scope: Scope = Scope.MINE, group: Group | None = None
) -> list[Event]:
    """What takes place between two moments, of the viewer's places or of one group that they may read."""
    where = [Event.group_id == group.id] if group else within(viewer, scope)
    query = events_query().where(Event.ends_at > since, Event.starts_at < until, visible_to(viewer), *where)
    return list(session.scalars(query.order_by(Event.starts_at, Event.id).limit(MOST_IN_A_MONTH)))


def list_answers(event: Event, *, viewer: Person, limit: int = DEFAULT_LIMIT) -> dict[str, list[Answer]]:
    """Who said `yes`, `maybe` and `no`, and who is `waiting`, in the order of their answers, so many of each.

    Those alone whom the viewer may know of.
    """
    named = select(Answer).join(Answer.person).options(joinedload(Answer.person).lazyload(Person.grants))
    named = named.where(Answer.event_id == event.id, people_visible_to(viewer), Person.deactivated_at.is_(None))
    found: dict[str, list[Answer]] = {}
    for name, where in _STANDINGS.items():
        found[name] = list(session.scalars(named.where(where).order_by(Answer.number).limit(limit)))
    return found


_STANDINGS: dict[str, ColumnElement[bool]] = {
    "yes": and_(Answer.reply == Reply.YES, Answer.is_waiting.is_(False)),
    "waiting": Answer.is_waiting.is_(True),
    "maybe": Answer.reply == Reply.MAYBE,
    "no": Answer.reply == Reply.NO,
}


def answers_of(viewer: Person, event_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the viewer answered to events: `{reply, is_waiting, place}`, the place among those who wait."""
    if not event_ids:
        return {}
    ahead = aliased(Answer)
    place = select(func.count()).where(
        ahead.event_id == Answer.event_id, ahead.is_waiting, ahead.number <= Answer.number
    )
    own = select(Answer.event_id, Answer.reply, Answer.is_waiting, place.scalar_subquery().label("place")).where(
        Answer.person_id == viewer.id, Answer.event_id.in_(set(event_ids))
    )
    return {
        row.event_id: {
            "reply": row.reply,
            "is_waiting": row.is_waiting,
            "place": row.place if row.is_waiting else None,
        }
        for row in session.execute(own)
    }


def who_comes(event_id: UUID) -> list[UUID]:
    """Who said yes or maybe, or waits; for listeners, which must filter by what each person may see."""
    coming = select(Answer.person_id).where(Answer.event_id == event_id, Answer.reply.in_(COMING))
    return list(session.scalars(coming))


def who_sees(event: Event, person_ids: Collection[UUID]) -> set[UUID]:
    """Which of some people may read of an event and enter the house; for listeners."""
    people = session.scalars(
        select(Person).where(Person.id.in_(set(person_ids)), Person.deactivated_at.is_(None))
    ).all()
    seen = select(Event.id).where(Event.id == event.id)
    return {person.id for person in people if session.scalar(seen.where(visible_to(person))) is not None}


def within(viewer: Person, scope: Scope) -> list[ColumnElement[bool]]:
    """The part of the agenda that a scope means, as filters beside `visible_to`."""
    if scope is Scope.MINE:
        return [or_(Event.group_id.is_(None), Event.group_id.in_(groups_of(viewer)))]
    if scope is Scope.ANSWERED:
        answered = select(Answer.event_id).where(Answer.person_id == viewer.id, Answer.reply.in_(COMING))
        return [Event.id.in_(answered)]
    return []


def events_query() -> Select[Event]:
    """Events with their group and who planned them."""
    return select(Event).options(joinedload(Event.group), joinedload(Event.author).lazyload(Person.grants))


def hidden_among(ids: Collection[UUID]) -> set[UUID]:
    """Which of these are events that moderation hid."""
    return set(session.scalars(select(Event.id).where(Event.id.in_(ids), Event.hidden_at.is_not(None))))
