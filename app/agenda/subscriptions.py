"""What calendars outside read by their secret addresses: judged anew each time they ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.accounts.passwords import fingerprint
from app.agenda.models import Answer, CalendarAddress, Event, Reply
from app.agenda.policy import visible_to
from app.agenda.queries import Scope, events_query, within
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.groups.models import Group
from app.groups.policy import can_read, readable_by

KEPT_FOR = timedelta(days=92)
"""How long what is over stays in a calendar outside."""
MOST = 1000


def find_address(secret: str) -> CalendarAddress:
    """The address of a secret, while its owner may enter the house; raises NotFound otherwise."""
    address = session.scalar(select(CalendarAddress).where(CalendarAddress.token_hash == fingerprint(secret)))
    if address is None or not address.person.may_enter:
        raise NotFound
    return address


def list_addresses(owner: Person) -> list[CalendarAddress]:
    """One's own addresses that still lead somewhere: the own calendar's first, then the groups' by name."""
    known = select(Group.id).where(readable_by(owner))
    own = (
        select(CalendarAddress)
        .outerjoin(CalendarAddress.group)
        .where(CalendarAddress.person_id == owner.id)
        .where(CalendarAddress.group_id.is_(None) | CalendarAddress.group_id.in_(known))
        .order_by(CalendarAddress.group_id.is_not(None), Group.name)
    )
    return list(session.scalars(own))


def list_subscribed(address: CalendarAddress) -> Sequence[Event]:
    """What the calendar of an address shows: what its owner may know of now; of their own, not what they said no to.

    Raises NotFound where the owner may no longer read the group.
    """
    owner = address.person
    if address.group is not None and (address.group.deleted_at is not None or not can_read(owner, address.group)):
        raise NotFound
    shown = (visible_to(owner), Event.hidden_at.is_(None), Event.ends_at > clock.now() - KEPT_FOR)
    query = events_query().where(*shown, *_wanted(address))
    return session.scalars(query.order_by(Event.starts_at, Event.id).limit(MOST)).all()


def _wanted(address: CalendarAddress) -> list[ColumnElement[bool]]:
    declined = select(Answer.event_id).where(Answer.person_id == address.person_id, Answer.reply == Reply.NO)
    if address.group_id is None:
        return [*within(address.person, Scope.MINE), Event.id.not_in(declined)]
    return [Event.group_id == address.group_id]
