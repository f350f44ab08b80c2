"""Composing committees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Grant, Person, Role
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command
from app.decisions import papers
from app.decisions.models import Committee, Seat
from app.decisions.policy import can_compose_committees
from app.people.models import Department

MOST_SEATS = 100


@dataclass(frozen=True)
class Place:
    """A seat as somebody describes it."""

    person_id: UUID
    alternate_id: UUID | None = None
    department_id: UUID | None = None
    ends_at: datetime | None = None


@command
def create_committee(*, name: str, description: str = "", seats: Sequence[Place], actor: Person) -> Committee:
    """Compose a committee. Raises Invalid for people who are no members of the house, or who would sit twice."""
    demand(can_compose_committees(actor), _("The administration and communication compose committees."))
    committee = Committee(
        name=papers.line(name, longest=120, name="name"),
        description=papers.text(description, longest=2000, name="description"),
    )
    _check(seats)
    session.add(committee)
    session.flush()
    for position, seat in enumerate(seats, start=1):
        session.add(Seat(committee_id=committee.id, position=position, **vars(seat)))
    session.flush()
    people = [str(seat.person_id) for seat in seats]
    audit.write("committee.created", actor_id=actor.id, target=f"committee:{committee.id}", people=people)
    return committee


def _check(seats: Sequence[Place]) -> None:
    if not 1 <= len(seats) <= MOST_SEATS:
        raise Invalid(seats=_("Between 1 and %(most)d seats.", most=MOST_SEATS))
    people = [seat.person_id for seat in seats] + [seat.alternate_id for seat in seats if seat.alternate_id]
    if len(set(people)) < len(people):
        raise Invalid(seats=_("Nobody sits twice."))
    members = select(Person.id).join(Grant, Grant.person_id == Person.id)
    members = members.where(Person.id.in_(people), Grant.role == Role.MEMBER, Person.deactivated_at.is_(None))
    if len(session.scalars(members).all()) < len(people):
        raise Invalid(seats=_("Only members of the house have a seat."))
    departments = {seat.department_id for seat in seats if seat.department_id}
    if len(session.scalars(select(Department.id).where(Department.id.in_(departments))).all()) < len(departments):
        raise Invalid(seats=_("There is no such department."))
    if any(seat.ends_at and seat.ends_at <= clock.now() for seat in seats):
        raise Invalid(seats=_("A term ends in the future."))
