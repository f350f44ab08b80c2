"""What can be read of people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.people.models import Profile
from app.people.policy import visible_to


def get_person(person_id: UUID, *, viewer: Person) -> Person:
    """A person the viewer may know of; raises NotFound otherwise."""
    person = session.scalar(select(Person).where(Person.id == person_id, visible_to(viewer)))
    if person is None:
        raise NotFound
    return person


def get_people(person_ids: Iterable[UUID], *, viewer: Person) -> list[Person]:
    """Several people the viewer may know of; raises NotFound where one is not among them."""
    wanted = set(person_ids)
    people = list(session.scalars(select(Person).where(Person.id.in_(wanted), visible_to(viewer))))
    if len(people) < len(wanted):
        raise NotFound
    return people


def get_profile(person_id: UUID, *, viewer: Person) -> Profile:
    """The profile of a person the viewer may know of; raises NotFound otherwise."""
    profile = session.scalar(
        select(Profile).join(Profile.person).where(Profile.person_id == person_id, visible_to(viewer))
    )
    if profile is None:
        raise NotFound
    return profile
