"""Who may vote: the people that an electorate's description stands for when a ballot opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select

from app.accounts.models import Grant, Person, Role
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.core.ids import parse_id
from app.decisions.models import Proposal, Seat
from app.decisions.policy import is_guarded
from app.groups.models import Membership
from app.groups.policy import can_read
from app.groups.queries import get_group
from app.people.models import Profile

Voters = list[tuple[UUID, UUID | None]]
"""Each voter with their department."""


def find_voters(description: dict[str, Any], *, proposal: Proposal, actor: Person) -> Voters:
    """The people described, with open accounts, who may know of the proposal.

    `description` has one of `everyone`, `department_ids`, `group_id`, `committee_id`, `person_ids`. Raises Invalid
    for any other, and where nobody is left.
    """
    kinds = [kind for kind in _CHOSEN if description.get(kind) not in (None, False, [])]
    if len(kinds) != 1:
        raise Invalid(electorate=_("Say who may vote, in exactly one way."))
    people: Select[Any, Any] = select(Person.id, Profile.department_id).outerjoin(
        Profile, Profile.person_id == Person.id
    )
    people = people.where(Person.deactivated_at.is_(None))
    people = _CHOSEN[kinds[0]](people, description[kinds[0]], actor)
    if proposal.post is not None and is_guarded(proposal):
        readers = select(Membership.person_id).where(Membership.group_id == proposal.post.group_id)
        people = people.where(Person.id.in_(readers))
    found = [(row[0], row[1]) for row in session.execute(people.order_by(Person.id))]
    if not found:
        raise Invalid(electorate=_("Nobody could vote."))
    return found


def members_only(people: Select[Any, Any]) -> Select[Any, Any]:
    """Without guests."""
    return people.where(Person.id.in_(select(Grant.person_id).where(Grant.role == Role.MEMBER)))


def _everyone(people: Select[Any, Any], _value: Any, _actor: Person) -> Select[Any, Any]:
    return members_only(people)


def _of_departments(people: Select[Any, Any], value: Any, _actor: Person) -> Select[Any, Any]:
    return members_only(people).where(Profile.department_id.in_(_identifiers(value)))


def _of_group(people: Select[Any, Any], value: Any, actor: Person) -> Select[Any, Any]:
    try:
        group = get_group(parse_id(value), viewer=actor)
    except NotFound:
        raise Invalid(electorate=_("There is no such group.")) from None
    if not can_read(actor, group):
        raise Invalid(electorate=_("There is no such group."))
    return people.where(Person.id.in_(select(Membership.person_id).where(Membership.group_id == group.id)))


def _of_committee(people: Select[Any, Any], value: Any, _actor: Person) -> Select[Any, Any]:
    now = clock.now()
    sitting = select(Seat.person_id).where(
        Seat.committee_id == _identifiers([value])[0], or_(Seat.ends_at.is_(None), Seat.ends_at > now)
    )
    return people.where(Person.id.in_(sitting))


def _named(people: Select[Any, Any], value: Any, _actor: Person) -> Select[Any, Any]:
    wanted = set(_identifiers(value))
    if len(session.scalars(select(Person.id).where(Person.id.in_(wanted))).all()) < len(wanted):
        raise Invalid(electorate=_("One of these people is not here."))
    return people.where(Person.id.in_(wanted))


def _identifiers(values: Any) -> list[UUID]:
    if not isinstance(values, list):
        raise Invalid(electorate=_("A list is expected."))
    try:
        return [parse_id(value) for value in values]
    except NotFound:
        raise Invalid(electorate=_("This is no identifier.")) from None


_CHOSEN: dict[str, Callable[[Select[Any, Any], Any, Person], Select[Any, Any]]] = {
    "everyone": _everyone,
    "department_ids": _of_departments,
    "group_id": _of_group,
    "committee_id": _of_committee,
    "person_ids": _named,
}
