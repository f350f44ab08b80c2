"""What can be read of groups."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.groups.models import Group, Membership
from app.groups.policy import groups_of, visible_to


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


def list_own_groups(viewer: Person) -> list[Group]:
    """The viewer's groups by name."""
    own = select(Group).where(Group.id.in_(groups_of(viewer)), Group.deleted_at.is_(None)).order_by(Group.name)
    return list(session.scalars(own))


def member_ids(group_id: UUID) -> list[UUID]:
    """Who is in a group; for listeners, which must filter by what each person may see."""
    return list(session.scalars(select(Membership.person_id).where(Membership.group_id == group_id)))
