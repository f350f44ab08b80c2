"""Who may know of a person, and change what is said of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, true

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
    return not session.scalar(select(must_not_contact(actor.id, other.id, clock.now())))


# Filters for any statement: the identifiers may be columns or parameters, as may the moment that is asked about.


def has_blocked(person: Any, other: Any) -> ColumnElement[bool]:
    """Whether somebody wants no contact from another."""
    return exists().where(Block.blocker_id == person, Block.blocked_id == other)


def is_kept_from(person: Any, other: Any, now: Any) -> ColumnElement[bool]:
    """Whether an order of moderation keeps somebody from contacting another."""
    return exists().where(NoContact.person_id == person, NoContact.other_id == other, NoContact.until > now)


def must_not_contact(person: Any, other: Any, now: Any) -> ColumnElement[bool]:
    """Whether the other has blocked somebody, or an order keeps them from the other."""
    return or_(has_blocked(other, person), is_kept_from(person, other, now))


def are_kept_apart(one: Any, other: Any, now: Any) -> ColumnElement[bool]:
    """Whether an order is in force between two people, whomever of them it binds."""
    return or_(is_kept_from(one, other, now), is_kept_from(other, one, now))


def stands_between(one: Any, other: Any, now: Any) -> ColumnElement[bool]:
    """Whether one of two people has blocked the other, or an order keeps one from contacting the other."""
    return or_(must_not_contact(one, other, now), must_not_contact(other, one, now))
