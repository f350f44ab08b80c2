"""Who may know of a person, and change what is said of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true

from app.accounts.models import Person, Role
from app.core import clock
from app.core.db import session
from app.people.hooks import acquaintances
from app.people.models import Block, NoContact


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The people the viewer may know of, as a filter for any query; a guest knows only those they were brought to."""
    if not viewer.is_guest:
        return true()
    return or_(Person.id == viewer.id, *(Person.id.in_(known) for known in acquaintances.ask(viewer)))


def can_edit(actor: Person, person: Person) -> bool:
    """Oneself, and the administration."""
    return actor.id == person.id or actor.has(Role.ADMIN)


def can_place(actor: Person) -> bool:
    """Where somebody stands in the organisation (department, manager) is the administration's to say."""
    return actor.has(Role.ADMIN)


def can_read_contact(viewer: Person, person: Person) -> bool:
    """Telephone and address are for the house; a guest reads their own alone."""
    return not viewer.is_guest or viewer.id == person.id


def can_endorse(actor: Person, person: Person) -> bool:
    """Colleagues confirm what others know; nobody confirms themselves, and a guest does not know the house."""
    return actor.id != person.id and not actor.is_guest


def can_contact(actor: Person, other: Person) -> bool:
    """Whether the actor may write to the other, comment on, react to and mention what is theirs: not where the other
    has blocked them, nor under a no-contact order.
    """
    blocked = select(Block.blocker_id).where(Block.blocker_id == other.id, Block.blocked_id == actor.id)
    return not session.scalar(select(or_(blocked.exists(), kept_from([other.id], actor).exists())))


def kept_from(others: Collection[UUID], actor: Person) -> Select[UUID]:
    """Whom of some people an order of moderation keeps the actor from contacting at this moment."""
    in_force = NoContact.person_id == actor.id, NoContact.other_id.in_(others), NoContact.until > clock.now()
    return select(NoContact.other_id).where(*in_force)


def kept_apart(person_id: UUID, others: Collection[UUID]) -> Select[UUID]:
    """The orders in force between somebody and some others, whomever of them they bind."""
    bound = and_(NoContact.person_id == person_id, NoContact.other_id.in_(others))
    protected = and_(NoContact.other_id == person_id, NoContact.person_id.in_(others))
    return select(NoContact.person_id).where(or_(bound, protected), NoContact.until > clock.now())


def stands_between(one: Any, other: Any, now: Any) -> ColumnElement[bool]:
    """Whether one of two people has blocked the other, or an order keeps one from contacting the other.

    For statements that find in one look that nothing does: the identifiers may be columns or parameters.
    """
    blocks = (
        and_(Block.blocker_id == one, Block.blocked_id == other),
        and_(Block.blocker_id == other, Block.blocked_id == one),
    )
    orders = (
        and_(NoContact.person_id == one, NoContact.other_id == other),
        and_(NoContact.person_id == other, NoContact.other_id == one),
    )
    return or_(exists().where(or_(*blocks)), exists().where(or_(*orders), NoContact.until > now))
