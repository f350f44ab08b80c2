"""Whom and what one may name while one writes: people, groups and departments that begin with what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Invalid
from app.core.folding import fold, one_line, slug
from app.core.richtext import shortened
from app.feed.policy import can_interact, nameable_in, reads_in
from app.groups.models import Group, Membership
from app.people.mentions import offer_people
from app.people.models import Department
from app.people.policy import visible_to
from app.people.queries import find_people, named
from app.people.summaries import Summary

MOST_PEOPLE = 6
MOST_GROUPS = 2
MOST_DEPARTMENTS = 2
MOST_ADDRESSED = 8
MOST_NAMED = 20
SHOWN = 80


@dataclass(frozen=True)
class Nameable:
    """Who may be meant, as one is offered the name; `is_reader` is false for who will not see what is written."""

    kind: Literal["person", "group", "department"]
    handle: str
    thing: Summary | Group | Department
    is_reader: bool = True


def list_nameable(viewer: Person, typed: str, *, place: Group | None, only_people: bool = False) -> list[Nameable]:
    """Who may be meant in a text for this place, or for the whole house.

    Its members come first, then those whose first name or handle begins so, then the viewer's department.
    """
    people = _people(viewer, typed, place)
    if only_people or not typed.strip():
        return people
    groups = _groups(viewer, typed, place)
    taken = {each.handle for each in (*people, *groups)}
    return [*people, *groups, *(each for each in _departments(viewer, typed) if each.handle not in taken)]


def _people(viewer: Person, typed: str, place: Group | None) -> list[Nameable]:
    members = select(Membership.person_id).where(Membership.group_id == (place.id if place else None))
    found = offer_people(viewer, typed, near=members)
    people = {person.id: person for person in find_people((each.id for each in found), viewer=viewer)}
    return [
        Nameable("person", each.handle, each, reads_in(people[each.id], place))
        for each in found
        if can_interact(viewer, people[each.id])
    ]


def list_addressable(viewer: Person, typed: str) -> list[Nameable]:
    """The departments of which a word begins so, to address them; all of them where nothing is typed."""
    return _departments(viewer, typed, MOST_ADDRESSED)


def list_unreached(person_ids: Iterable[UUID], *, place: Group | None, viewer: Person) -> list[Person]:
    """Who of those that a text names will not see it where it is written."""
    return [person for person in find_people(person_ids, viewer=viewer) if not reads_in(person, place)]


def find_named(typed: str, *, field: str, viewer: Person) -> list[UUID]:
    """Whom names and handles mean that stand between commas, as far as the viewer may know of them.

    Raises Invalid of the field for a name that nobody has, or several: then the handle says who is meant.
    """
    names = [name for piece in typed.split(",") if (name := one_line(piece))]
    return list(dict.fromkeys(_the_one(name, field, viewer) for name in names[:MOST_NAMED]))


def _the_one(name: str, field: str, viewer: Person) -> UUID:
    known = (visible_to(viewer), Person.deactivated_at.is_(None))
    handle = select(Person.id).where(Person.handle == name.removeprefix("@").lower(), *known)
    if found := session.scalar(handle):
        return found
    query = select(Person.id, Person.sort_name).where(*known, *named(name)).order_by(Person.sort_name)
    people = list(session.execute(query.limit(MOST_PEOPLE))) if fold(name) else []
    whole = [row for row in people if row.sort_name == fold(name)]
    if not people:
        raise Invalid(**{field: _("Nobody here is called “%(name)s”.", name=shortened(name, SHOWN))})
    if len(people) > 1 and len(whole) != 1:
        said = _("Several people may be meant by “%(name)s”: write their @handle.", name=shortened(name, SHOWN))
        raise Invalid(**{field: said})
    found_id: UUID = (whole or people)[0].id
    return found_id


def _departments(viewer: Person, typed: str, most: int = MOST_DEPARTMENTS) -> list[Nameable]:
    """Naming one tells its people, as far as they may read the text; guests know of none."""
    if viewer.is_guest:
        return []
    begun = slug(typed, otherwise="")
    begins = Department.slug.startswith(begun, autoescape=True)
    inside = Department.slug.contains(f"-{begun}", autoescape=True)
    found = session.scalars(select(Department).where(or_(begins, inside)).order_by(Department.name).limit(most))
    return [Nameable("department", each.slug, each) for each in found]


def _groups(viewer: Person, typed: str, place: Group | None) -> list[Nameable]:
    begun = slug(typed)
    begins = or_(Group.slug.startswith(begun, autoescape=True), Group.slug.contains(f"-{begun}", autoescape=True))
    query = select(Group).where(nameable_in(place, viewer), begins).order_by(Group.name).limit(MOST_GROUPS)
    return [Nameable("group", group.slug, group) for group in session.scalars(query)]
