"""Groups that belong to each other."""

from __future__ import annotations

from sqlalchemy import bindparam, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.groups.models import Group, Membership, SubGroup
from app.groups.policy import KEEPERS, visible_to

_THIS = bindparam("group_id", type_=SubGroup.group_id.type)
_PLACES = select(SubGroup.group_id, SubGroup.parent_id).where(
    or_(SubGroup.group_id == _THIS, SubGroup.parent_id == _THIS)
)


def get_place(group: Group) -> SubGroup | None:
    """Where the group belongs, if anywhere; for its owners."""
    return session.get(SubGroup, group.id)


def list_relatives(group: Group, viewer: Person) -> tuple[Group | None, list[Group]]:
    """The group's parent and the groups below it, as far as the viewer may know of them."""
    related = {place for row in session.execute(_PLACES, {"group_id": group.id}) for place in row} - {group.id}
    if not related:
        return None, []
    known = session.scalars(select(Group).where(Group.id.in_(related), visible_to(viewer)).order_by(Group.name)).all()
    place = session.get(SubGroup, group.id)
    parent = next((one for one in known if place is not None and one.id == place.parent_id), None)
    return parent, [one for one in known if one is not parent]


def list_possible_parents(group: Group, owner: Person) -> list[Group]:
    """The groups below which an owner may put this one, by name: those they run, that belong to none themselves."""
    kept = select(Membership.group_id).where(Membership.person_id == owner.id, Membership.role.in_(KEEPERS))
    possible = select(Group).where(
        Group.id.in_(kept),
        Group.id != group.id,
        Group.id.not_in(select(SubGroup.group_id)),
        Group.deleted_at.is_(None),
    )
    return list(session.scalars(possible.order_by(Group.name)))
