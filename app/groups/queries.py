"""What can be read of groups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import Person
from app.accounts.prepared import MANY, Statement, some_viewer
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.remembering import remembered
from app.groups.models import Group, GroupRole, JoinRequest, Membership
from app.groups.policy import KEEPERS, can_keep, can_read, groups_of, visible_to


def get_group(group_id: UUID, *, viewer: Person) -> Group:
    """A group the viewer may know of; raises NotFound otherwise."""
    return _the_one(Group.id == group_id, viewer)


def get_group_by_slug(slug: str, *, viewer: Person) -> Group:
    """The same by the name in its address."""
    return _the_one(Group.slug == slug, viewer)


def _the_one(condition: ColumnElement[bool], viewer: Person) -> Group:
    group = session.scalar(select(Group).where(condition, visible_to(viewer)))
    if group is None:
        raise NotFound
    return group


def list_groups(viewer: Person, *, q: str = "", limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Group]:
    """The groups the viewer may know of, by name; `q` is part of a name or description."""
    query = select(Group).where(visible_to(viewer))
    if q.strip():
        query = query.where(
            Group.name.icontains(q.strip(), autoescape=True) | Group.description.icontains(q.strip(), autoescape=True)
        )
    return paginate(query, by=(Group.name, Group.id), limit=limit, cursor=cursor, descending=False)


class OwnGroup(NamedTuple):
    """One of the viewer's groups, as lists of them show it."""

    id: UUID
    slug: str
    name: str
    icon: str
    access: str


@remembered
def list_own_groups(viewer: Person) -> list[OwnGroup]:
    """The viewer's groups by name."""
    return [OwnGroup(*row) for row in session.execute(_own_groups(), {"viewer_id": viewer.id})]


@cache
def _own_groups() -> Statement:
    own = Group.id.in_(groups_of(some_viewer(is_guest=False)))
    columns = (Group.id, Group.slug, Group.name, Group.icon, Group.access)
    return select(*columns).where(own, Group.deleted_at.is_(None)).order_by(Group.name)


def roles_of(viewer: Person) -> dict[UUID, GroupRole]:
    """The viewer's role in each of their groups."""
    rows = session.execute(select(Membership.group_id, Membership.role).where(Membership.person_id == viewer.id))
    return {row.group_id: GroupRole(row.role) for row in rows}


def count_members(group_ids: list[UUID]) -> dict[UUID, int]:
    """How many members each of the groups has."""
    counts = (
        select(Membership.group_id, func.count())
        .where(Membership.group_id.in_(group_ids))
        .group_by(Membership.group_id)
    )
    return {group_id: count for group_id, count in session.execute(counts)}  # noqa: C416 (dict() wants tuples, not rows)


def list_members(
    group: Group, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Membership]:
    """The members, the newest first; raises Forbidden for who may not read the group."""
    demand(can_read(viewer, group))
    by = (Membership.joined_at, Membership.person_id)
    return paginate(_members(group), by=by, limit=limit, cursor=cursor)


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


def list_requests(
    group: Group, *, viewer: Person, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[JoinRequest]:
    """Who asks to join, the latest first; for owners and moderators, Forbidden for others."""
    demand(can_keep(viewer, group))
    query = select(JoinRequest).where(JoinRequest.group_id == group.id)
    return paginate(query, by=(JoinRequest.asked_at, JoinRequest.person_id), limit=limit, cursor=cursor)


def list_requests_to(keeper: Person, *, limit: int = DEFAULT_LIMIT) -> list[JoinRequest]:
    """Who asks to join any of the groups that a person runs, the first to ask first."""
    return list(session.scalars(_requests_to(), {"viewer_id": keeper.id, "many": limit}))


@cache
def _requests_to() -> Select[JoinRequest]:
    own = Membership.person_id == some_viewer(is_guest=False).id
    kept = select(Membership.group_id).where(own, Membership.role.in_(KEEPERS))
    waiting = select(JoinRequest).join(JoinRequest.group).options(contains_eager(JoinRequest.group))
    waiting = waiting.where(JoinRequest.group_id.in_(kept), Group.deleted_at.is_(None))
    return waiting.order_by(JoinRequest.asked_at, JoinRequest.person_id).limit(MANY)


def get_request(group: Group, viewer: Person) -> JoinRequest | None:
    """The viewer's own request, where it waits."""
    return session.get(JoinRequest, (group.id, viewer.id))


def member_ids(group_id: UUID) -> list[UUID]:
    """Who is in a group; for listeners, which must filter by what each person may see."""
    return list(session.scalars(select(Membership.person_id).where(Membership.group_id == group_id)))
