"""Calling: the members of the groups and departments that a text names."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.richtext import parse_mentions
from app.feed.policy import nameable_in
from app.groups.models import Group, Membership
from app.people.models import Department, Profile


def find_called(text: str, *, place: Group | None, author: Person) -> dict[UUID, str]:
    """Whom a text calls by naming groups and departments that its author may name, and by which name each.

    Who of them may see the text is asked afterwards.
    """
    handles = parse_mentions(text)
    if not handles:
        return {}
    named = select(Group.name, Membership.person_id).join(Membership, Membership.group_id == Group.id)
    by_group = named.where(Group.slug.in_(handles), nameable_in(place, author)).order_by(Group.name.desc())
    return _by_department(handles, author) | {row.person_id: row.name for row in session.execute(by_group)}


def _by_department(handles: frozenset[str], author: Person) -> dict[UUID, str]:
    if author.is_guest:
        return {}
    staff = select(Department.name, Profile.person_id).join(Profile, Profile.department_id == Department.id)
    named = staff.where(Department.slug.in_(handles)).order_by(Department.name.desc())
    return {row.person_id: row.name for row in session.execute(named)}
