"""Groups that belong to another group."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import hold, session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import GroupChanged
from app.groups.models import Access, Group, SubGroup


@command
def set_parent(group: Group, parent: Group | None, *, parent_joins: bool = False, actor: Person) -> None:
    """Let a group belong to another that the actor runs too, or to none; with `parent_joins` whoever is in that one
    knows of this one and may join it.

    What belongs to a secret group is secret itself, so that nobody outside learns of either. Raises Invalid for a
    third level, and for an open group below a secret one.
    """
    demand(policy.can_own(actor, group))
    place = session.get(SubGroup, group.id)
    if parent is None:
        if place is not None:
            session.delete(place)
    else:
        _demand_fit(group, parent, is_new=place is None or place.parent_id != parent.id, actor=actor)
        place = place or SubGroup(group_id=group.id)
        place.parent_id, place.parent_joins = parent.id, parent_joins
        session.add(place)
    group.version += 1
    record(GroupChanged(group.id))


def keep_secret(group: Group, access: Access) -> None:
    """Raise Invalid where this access would tell of a secret group that this one belongs to, or is the parent of."""
    if access == Access.SECRET:
        below = select(Group.id).join(SubGroup, SubGroup.group_id == Group.id)
        told = below.where(SubGroup.parent_id == group.id, Group.access != Access.SECRET, Group.deleted_at.is_(None))
        if session.scalar(told.limit(1)) is not None:
            raise Invalid(access=_("A group that belongs to this one is not secret. Change that first."))
        return
    above = select(Group.access).join(SubGroup, SubGroup.parent_id == Group.id).where(SubGroup.group_id == group.id)
    if session.scalar(above) == Access.SECRET:
        raise Invalid(access=_("What belongs to a secret group is secret itself."))


def _demand_fit(group: Group, parent: Group, *, is_new: bool, actor: Person) -> None:
    for one in sorted((group, parent), key=lambda one: one.id):  # two that are put below each other wait in one order
        hold(one)
    if is_new and not policy.can_keep(actor, parent):
        raise Invalid(parent_id=_("Choose a group that you run."))
    has_children = session.scalar(select(SubGroup.group_id).where(SubGroup.parent_id == group.id).limit(1)) is not None
    if group.id == parent.id or has_children or session.get(SubGroup, parent.id) is not None:
        raise Invalid(parent_id=_("Groups belong to each other on one level only."))
    if parent.access == Access.SECRET and group.access != Access.SECRET:
        raise Invalid(parent_id=_("What belongs to a secret group is secret itself."))
