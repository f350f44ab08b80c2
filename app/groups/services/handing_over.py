"""Handing a group over to somebody else."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import audit
from app.core.db import hold, session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import MemberRoleChanged
from app.groups.models import Group, GroupRole, Membership


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
    _give(heir, GroupRole.OWNER)
    own = session.get(Membership, (group.id, actor.id), populate_existing=True) if actor.id != person.id else None
    if steps_down and own is not None and own.role == GroupRole.OWNER:
        _give(own, GroupRole.MEMBER)
    audit.write("group.handed_over", actor_id=actor.id, target=f"group:{group.id}", person=person.id)


def _give(membership: Membership, role: GroupRole) -> None:
    if membership.role != role:
        membership.role = role
        record(MemberRoleChanged(membership.group_id, membership.person_id))
