"""Who is in a group, and what each may do there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.prepared import Statement, mark_of
from app.core.db import session
from app.core.errors import demand
from app.core.folding import slug
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.prepared import prepared
from app.groups.hooks import THIS_GROUP
from app.groups.models import Group, GroupRole, Membership
from app.groups.policy import can_read
from app.people.models import Department, Profile
from app.people.queries import named


def count_members(group_ids: list[UUID]) -> dict[UUID, int]:
    """How many members each of the groups has."""
    counts = (
        select(Membership.group_id, func.count())
        .where(Membership.group_id.in_(group_ids))
        .group_by(Membership.group_id)
    )
    return {group_id: count for group_id, count in session.execute(counts)}  # noqa: C416 (dict() wants tuples, not rows)


def list_members(
    group: Group,
    *,
    viewer: Person,
    q: str = "",
    role: GroupRole | None = None,
    department: str = "",
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Page[Membership]:
    """The members, the newest first, those whom words of a name, a role and a department mean; empty does not count.

    Raises Forbidden for who may not read the group.
    """
    demand(can_read(viewer, group))
    query = _members(group)
    if role is not None:
        query = query.where(Membership.role == role)
    if q.strip():
        query = query.join(Membership.person).where(*named(q))
    if department:
        theirs = select(Profile.person_id).join(Department, Department.id == Profile.department_id)
        query = query.where(Membership.person_id.in_(theirs.where(Department.slug == slug(department))))
    return paginate(query, by=(Membership.joined_at, Membership.person_id), limit=limit, cursor=cursor)


def count_roles(group: Group) -> dict[GroupRole, int]:
    """How many members have each role."""
    counts = select(Membership.role, func.count()).where(Membership.group_id == group.id).group_by(Membership.role)
    found = {row[0]: row[1] for row in session.execute(counts)}
    return {role: found.get(role, 0) for role in GroupRole}


def list_member_departments(group: Group) -> list[Row[str, str]]:
    """The departments that the members come from, by name, each with its form in addresses."""
    theirs = (
        select(Profile.department_id)
        .join(Membership, Membership.person_id == Profile.person_id)
        .where(Membership.group_id == group.id)
    )
    found = select(Department.slug, Department.name).where(Department.id.in_(theirs)).order_by(Department.name)
    return list(session.execute(found))


def members_among(group: Group, person_ids: Iterable[UUID]) -> set[UUID]:
    """Which of some people are members."""
    among = Membership.person_id.in_(set(person_ids))
    return set(session.scalars(select(Membership.person_id).where(Membership.group_id == group.id, among)))


def list_keepers(group: Group) -> list[Membership]:
    """Owners and moderators: whom everybody who knows of the group may turn to."""
    return list(session.scalars(_members(group).where(Membership.role != GroupRole.MEMBER)))


def _members(group: Group) -> Select[Membership]:
    shown = joinedload(Membership.person).lazyload(Person.grants)  # names and faces, no roles in the house
    return select(Membership).options(shown).where(Membership.group_id == group.id)


def member_ids(group_id: UUID) -> list[UUID]:
    """Who is in a group; for listeners, which must filter by what each person may see."""
    return list(session.scalars(select(Membership.person_id).where(Membership.group_id == group_id)))


def members_mark(group_id: UUID) -> str:
    """The same people as one text, which is another one as soon as they are others. Much quicker to read."""
    return prepared(_members_mark).all(group_id=group_id)[0][0] or ""


def _members_mark() -> Statement:
    return select(mark_of(select(Membership.person_id).where(Membership.group_id == THIS_GROUP)))
