"""Groups themselves: one, all, and the viewer's own."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import Statement, mark_of, some_viewer
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.remembering import remember, remembered
from app.groups.models import Group, GroupRole, Membership
from app.groups.policy import may_post, role_in, visible_to


def get_group(group_id: UUID, *, viewer: Person) -> Group:
    """A group the viewer may know of; raises NotFound otherwise."""
    return _the_one("id", group_id, viewer)


def get_group_by_slug(slug: str, *, viewer: Person) -> Group:
    """The same by the name in its address."""
    return _the_one("slug", slug, viewer)


def _the_one(by: str, value: UUID | str, viewer: Person) -> Group:
    found = session.execute(_one_by(by, viewer.is_guest), {"value": value, "viewer_id": viewer.id}).one_or_none()
    if found is None:
        raise NotFound
    group, role = found
    remember(role_in, group, viewer, answer=GroupRole(role) if role else None)
    return group


@cache
def _one_by(by: str, is_guest: bool) -> Select[Group, str]:
    column, viewer = Group.__table__.c[by], some_viewer(is_guest=is_guest)
    named = column == bindparam("value", type_=column.type)
    own = and_(Membership.group_id == Group.id, Membership.person_id == viewer.id)
    return select(Group, Membership.role).outerjoin(Membership, own).where(named, visible_to(viewer))


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
    role: str
    announcement_only: bool
    is_alive: bool

    @property
    def may_post(self) -> bool:
        """Whether the viewer may publish in it."""
        return may_post(GroupRole(self.role), announcement_only=self.announcement_only, is_alive=self.is_alive)


@remembered
def list_own_groups(viewer: Person) -> list[OwnGroup]:
    """The viewer's groups by name."""
    return [OwnGroup(*row) for row in session.execute(_own_groups(), {"viewer_id": viewer.id})]


@cache
def _own_groups() -> Statement:
    own = Membership.person_id == some_viewer(is_guest=False).id
    stored = (Group.id, Group.slug, Group.name, Group.icon, Group.access, Membership.role, Group.announcement_only)
    rows = select(*stored, Group.archived_at.is_(None)).join(Membership, Membership.group_id == Group.id)
    return rows.where(own, Group.deleted_at.is_(None)).order_by(Group.name)


OWN_GROUPS = Glimpse(lambda _viewer: mark_of(_own_groups()))
"""A mark of the viewer's groups and their roles in them."""


def roles_of(viewer: Person) -> dict[UUID, GroupRole]:
    """The viewer's role in each of their groups."""
    rows = session.execute(select(Membership.group_id, Membership.role).where(Membership.person_id == viewer.id))
    return {row.group_id: GroupRole(row.role) for row in rows}


def covers_in_use(keys: Collection[str]) -> set[str]:
    """Which of these kept contents are the covers of groups."""
    return {key for key in session.scalars(select(Group.cover).where(Group.cover.in_(keys))) if key}
