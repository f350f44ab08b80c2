"""Who may know of a group, and act on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Person, Role
from app.core.db import session
from app.core.errors import demand
from app.core.remembering import remembered
from app.groups.hooks import guests_by_keepers
from app.groups.models import Access, Departure, Group, GroupInvitation, GroupRole, Membership, SubGroup

KEEPERS = (GroupRole.OWNER, GroupRole.MODERATOR)

_ROLE = select(Membership.role).where(
    Membership.group_id == bindparam("group_id", type_=Membership.group_id.type),
    Membership.person_id == bindparam("person_id", type_=Membership.person_id.type),
)


def groups_of(person: Person) -> Select[UUID]:
    """The identifiers of the groups a person is a member of, as a subquery."""
    return select(Membership.group_id).where(Membership.person_id == person.id)


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The groups the viewer may know of, as a filter for any query; a guest knows only their own.

    Who is in a group knows of those below it that its members may join, secret ones too.
    """
    own = Group.id.in_(groups_of(viewer))
    offered = Group.id.in_(_offered_to_members_of(groups_of(viewer)))
    known = own if viewer.is_guest else or_(Group.access != Access.SECRET, own, offered)
    return and_(Group.deleted_at.is_(None), known)


def _offered_to_members_of(parents: Select[UUID]) -> Select[UUID]:
    parent = aliased(Group)
    standing = select(parent.id).where(parent.deleted_at.is_(None), parent.id.in_(parents))
    return select(SubGroup.group_id).where(SubGroup.parent_joins, SubGroup.parent_id.in_(standing))


def known_to(person: Person) -> ColumnElement[bool]:
    """The groups that notifications may name to a person: those they may know of, and those they are invited into."""
    invited = select(GroupInvitation.group_id).where(GroupInvitation.person_id == person.id)
    return or_(visible_to(person), and_(Group.deleted_at.is_(None), Group.id.in_(invited)))


def readable_by(viewer: Person) -> ColumnElement[bool]:
    """The groups whose content the viewer may read: the open ones and their own."""
    own = Group.id.in_(groups_of(viewer))
    readable = own if viewer.is_guest else or_(Group.access == Access.OPEN, own)
    return and_(Group.deleted_at.is_(None), readable)


def stands_in_readable(group_id: InstrumentedAttribute[Any], viewer: Person) -> ColumnElement[bool]:
    """Whether what has this column stands in a group whose content the viewer may read, as a filter for any query.

    It is asked for each row: to list all groups that somebody may read costs more than most pages.
    """
    its_group = select(Group.id).where(Group.id == group_id, readable_by(viewer))
    return its_group.correlate_except(Group).exists()


@remembered
def role_in(group: Group, person: Person) -> GroupRole | None:
    """The person's role in the group, or None for somebody who is no member."""
    role = session.scalar(_ROLE, {"group_id": group.id, "person_id": person.id})
    return GroupRole(role) if role else None


def can_read(viewer: Person, group: Group) -> bool:
    """Whether the viewer may read what is in the group."""
    return (group.access == Access.OPEN and not viewer.is_guest) or role_in(group, viewer) is not None


def is_alive(group: Group) -> bool:
    """Whether anything new may come into the group."""
    return group.archived_at is None


def is_member(person: Person, group: Group) -> bool:
    """Whether the person is in the group."""
    return role_in(group, person) is not None


def can_post(actor: Person, group: Group) -> bool:
    """Members write in their groups; where there are only announcements, those who run the group."""
    return may_post(role_in(group, actor), announcement_only=group.announcement_only, is_alive=is_alive(group))


def may_post(role: GroupRole | None, *, announcement_only: bool, is_alive: bool) -> bool:
    """The same of rows that are not whole groups."""
    return is_alive and role is not None and (role in KEEPERS or not announcement_only)


def can_talk(actor: Person, group: Group) -> bool:
    """Members talk in the room of their group, whoever publishes in it."""
    return is_alive(group) and is_member(actor, group)


def can_join(actor: Person, group: Group) -> bool:
    """Anybody of the house may join an open group, and the parent's members one that is offered to them.

    Who was removed from one that is not open comes back where somebody lets them in.
    """
    if actor.is_guest or not is_alive(group):
        return False
    return group.access == Access.OPEN or (is_offered(actor, group) and not was_removed(actor, group))


def was_removed(person: Person, group: Group) -> bool:
    """Whether others put the person out of the group, and nobody has let them in since."""
    departure = session.get(Departure, (group.id, person.id))
    return departure is not None and departure.removed


def is_offered(actor: Person, group: Group) -> bool:
    """Whether the group may be joined by the members of its parent, and the actor is one."""
    offered = _offered_to_members_of(groups_of(actor)).where(SubGroup.group_id == group.id)
    return session.scalar(offered) is not None


def can_ask(actor: Person, group: Group) -> bool:
    """Anybody of the house may ask to join a closed group."""
    return group.access == Access.CLOSED and not actor.is_guest and is_alive(group)


def can_keep(actor: Person, group: Group) -> bool:
    """Owners and moderators look after members, requests and content."""
    return role_in(group, actor) in KEEPERS


def can_invite_guests(actor: Person, group: Group) -> bool:
    """Those of the house who run a group bring in people from outside, where the house allows it."""
    return can_keep(actor, group) and not actor.is_guest and any(guests_by_keepers.ask())


def can_own(actor: Person, group: Group) -> bool:
    """Owners change the group itself and the roles in it."""
    return role_in(group, actor) is GroupRole.OWNER


def owners_in(group_id: UUID) -> Select[UUID]:
    """The owners of a group whose account is open."""
    owners = select(Membership.person_id).join(Membership.person).where(Membership.group_id == group_id)
    return owners.where(Membership.role == GroupRole.OWNER, Person.deactivated_at.is_(None))


def can_name_owner(actor: Person, group: Group) -> bool:
    """Where no owner's account is open any more: those who help to run the group, and the administration.

    Of a secret group the administration knows nothing; there its members' eldest inherits (see `listeners`).
    """
    may = role_in(group, actor) is GroupRole.MODERATOR or (actor.has(Role.ADMIN) and group.access != Access.SECRET)
    return may and session.scalar(owners_in(group.id).limit(1)) is None


def demand_owner(actor: Person, group: Group) -> None:
    """Raise Forbidden for everybody but the owners."""
    demand(can_own(actor, group))


def can_found(actor: Person) -> bool:
    """Everybody of the house may found a group."""
    return not actor.is_guest
