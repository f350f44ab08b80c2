"""Handing a group over to somebody else."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit
from app.core.db import hold, session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import GroupEntrusted, MemberRoleChanged, OwnerMissing
from app.groups.models import Access, Group, GroupRole, Membership


@command
def hand_over(group: Group, person: Person, *, steps_down: bool = False, actor: Person) -> None:
    """Make a member an owner, in the same step becoming a member like others where one `steps_down`.

    Owners only, or, where no owner's account is open any more, whoever may name one. Repeating changes nothing.
    Raises Invalid for somebody who is no member, a guest, or out of the house.
    """
    hold(group)  # one owner goes at a time
    demand(policy.can_own(actor, group) or policy.can_name_owner(actor, group))
    heir = session.get(Membership, (group.id, person.id), populate_existing=True)
    if heir is None or person.is_guest or person.deactivated_at is not None:
        raise Invalid(person_id=_("Choose a member of the group."))
    if heir.role != GroupRole.OWNER:
        _give(heir, GroupRole.OWNER)
        record(GroupEntrusted(group.id, person.id, actor.id))
    own = session.get(Membership, (group.id, actor.id), populate_existing=True) if actor.id != person.id else None
    if steps_down and own is not None and own.role == GroupRole.OWNER:
        _give(own, GroupRole.MEMBER)
    audit.write("group.handed_over", actor_id=actor.id, target=f"group:{group.id}", person=person.id)


@command
def care_for_groups_of(person_id: UUID) -> None:
    """Where a closed account was the last owner of a group, tell those who can name another.

    In a secret group nobody outside may, so that where nobody helps to run it its eldest member of the house inherits
    it. Repeating changes nothing.
    """
    own = select(Membership.group_id).where(Membership.person_id == person_id, Membership.role == GroupRole.OWNER)
    for group in session.scalars(select(Group).where(Group.id.in_(own), Group.deleted_at.is_(None))).all():
        hold(group)
        if session.scalar(policy.owners_in(group.id).limit(1)) is not None:
            continue
        heir = _eldest(group) if group.access == Access.SECRET else None
        if heir is None:
            record(OwnerMissing(group.id, person_id))
            continue
        _give(heir, GroupRole.OWNER)
        audit.write("group.inherited", actor_id=None, target=f"group:{group.id}", person=heir.person_id)
        record(GroupEntrusted(group.id, heir.person_id, None))


def _eldest(group: Group) -> Membership | None:
    """Who has been in for longest, of those of the house; nobody where somebody helps to run the group."""
    inside = select(Membership).join(Membership.person)
    inside = inside.where(Membership.group_id == group.id, Person.deactivated_at.is_(None))
    if session.scalar(inside.where(Membership.role == GroupRole.MODERATOR).limit(1)) is not None:
        return None
    members = session.scalars(inside.order_by(Membership.joined_at, Membership.person_id))
    return next((member for member in members if not member.person.is_guest), None)


def _give(membership: Membership, role: GroupRole) -> None:
    membership.role = role
    record(MemberRoleChanged(membership.group_id, membership.person_id))
