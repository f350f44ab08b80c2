"""The mark of a group's page: what changes with everything that its members see around its posts."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from app.accounts.models import Person
from app.accounts.prepared import Statement, mark_of
from app.core import clock
from app.core.prepared import prepared
from app.groups.hooks import THIS_GROUP, mark_beside
from app.groups.models import Group, GroupRole, Membership, Reception, SubGroup
from app.people.models import Profile

FACES = 8
"""How many of the newest members are shown."""

_OF_GROUP = Membership.group_id == THIS_GROUP


class PageMark(NamedTuple):
    """Values of which one is another as soon as anything is that a group's page shows beside its posts."""

    group_id: UUID
    version: int
    members: int
    keepers: str | None
    newest: str | None
    relatives: str | None
    reception: str | None
    beside: tuple[object, ...]


def mark_of_page(group: Group) -> PageMark:
    """The mark of a group's page for somebody without a part of their own in it. One statement."""
    values = prepared(_marks, *mark_beside.ask()).all(group_id=group.id, now=clock.now())[0]
    members, keepers, newest, relatives, reception, *beside = values
    return PageMark(group.id, group.version, members, keepers, newest, relatives, reception, tuple(beside))


def _marks(*brought: ColumnElement[object]) -> Statement:
    people = (
        select(Membership.person_id, Person.version).join(Person, Person.id == Membership.person_id).where(_OF_GROUP)
    )
    titled = people.outerjoin(Profile, Profile.person_id == Person.id).add_columns(Membership.role, Profile.title)
    newest = people.order_by(Membership.joined_at.desc(), Membership.person_id.desc()).limit(FACES)
    around = select(SubGroup.parent_id, SubGroup.parent_joins, Group.id, Group.version, Group.deleted_at)
    around = around.join(Group, or_(Group.id == SubGroup.group_id, Group.id == SubGroup.parent_id))
    reception = select(Reception).where(Reception.group_id == THIS_GROUP)
    own = (
        select(func.count()).select_from(Membership).where(_OF_GROUP).scalar_subquery(),
        mark_of(titled.where(Membership.role != GroupRole.MEMBER).order_by(Membership.person_id)),
        mark_of(newest),
        mark_of(around.where(or_(SubGroup.group_id == THIS_GROUP, SubGroup.parent_id == THIS_GROUP))),
        mark_of(reception),
    )
    return select(*(column.label(f"mark_{number}") for number, column in enumerate((*own, *brought))))
