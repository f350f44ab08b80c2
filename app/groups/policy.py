"""Who may know of a group, and act on it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import demand
from app.core.remembering import remembered
from app.groups.models import Access, Group, GroupRole, Membership

KEEPERS = (GroupRole.OWNER, GroupRole.MODERATOR)

_ROLE = select(Membership.role).where(
    Membership.group_id == bindparam("group_id", type_=Membership.group_id.type),
    Membership.person_id == bindparam("person_id", type_=Membership.person_id.type),
)


def groups_of(person: Person) -> Select[UUID]:
    """The identifiers of the groups a person is a member of, as a subquery."""
    return select(Membership.group_id).where(Membership.person_id == person.id)


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The groups the viewer may know of, as a filter for any query; a guest knows only their own."""
    own = Group.id.in_(groups_of(viewer))
    known = own if viewer.is_guest else or_(Group.access != Access.SECRET, own)
    return and_(Group.deleted_at.is_(None), known)


def readable_by(viewer: Person) -> ColumnElement[bool]:
    """The groups whose content the viewer may read: the open ones and their own."""
    own = Group.id.in_(groups_of(viewer))
    readable = own if viewer.is_guest else or_(Group.access == Access.OPEN, own)
    return and_(Group.deleted_at.is_(None), readable)


@remembered
def role_in(group: Group, person: Person) -> GroupRole | None:
    """The person's role in the group, or None for somebody who is no member."""
    role = session.scalar(_ROLE, {"group_id": group.id, "person_id": person.id})
    return GroupRole(role) if role else None


def can_read(viewer: Person, group: Group) -> bool:
    """Whether the viewer may read what is in the group."""
    return (group.access == Access.OPEN and not viewer.is_guest) or role_in(group, viewer) is not None


def can_post(actor: Person, group: Group) -> bool:
    """Members write in their groups."""
    return role_in(group, actor) is not None


def can_join(actor: Person, group: Group) -> bool:
    """Anybody of the house may join an open group."""
    return group.access == Access.OPEN and not actor.is_guest


def can_ask(actor: Person, group: Group) -> bool:
    """Anybody of the house may ask to join a closed group."""
    return group.access == Access.CLOSED and not actor.is_guest


def can_keep(actor: Person, group: Group) -> bool:
    """Owners and moderators look after members, requests and content."""
    return role_in(group, actor) in KEEPERS


def can_own(actor: Person, group: Group) -> bool:
    """Owners change the group itself and the roles in it."""
    return role_in(group, actor) is GroupRole.OWNER


def demand_owner(actor: Person, group: Group) -> None:
    """Raise Forbidden for everybody but the owners."""
    demand(can_own(actor, group))


def can_found(actor: Person) -> bool:
    """Everybody of the house may found a group."""
    return not actor.is_guest
