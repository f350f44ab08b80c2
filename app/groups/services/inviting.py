"""Inviting people into a group, who then accept or decline."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import hold, session
from app.core.errors import Forbidden, NotFound, demand
from app.core.events import command, record
from app.groups import policy
from app.groups.events import PersonInvited
from app.groups.models import Group, GroupInvitation, GroupRole, JoinRequest, Membership
from app.groups.services.membership import admit
from app.people.models import Contact
from app.people.services import demand_contact


@command
def invite_person(group: Group, person: Person, *, actor: Person) -> None:
    """Ask somebody into the group; who asked for it themselves is in at once. Repeating changes nothing.

    Owners and moderators. Raises Forbidden for an archived group, a closed account and who keeps the actor away.
    """
    hold(group)
    demand(policy.can_keep(actor, group))
    demand(policy.is_alive(group), _("The group is in the archive."))
    demand(person.deactivated_at is None)
    demand_contact(actor, person, by=Contact.INVITATION)
    if session.get(Membership, (group.id, person.id)) is not None:
        return
    if session.get(JoinRequest, (group.id, person.id)) is not None:
        admit(group, person, GroupRole.MEMBER, added_by=actor)
    elif session.get(GroupInvitation, (group.id, person.id)) is None:
        session.add(GroupInvitation(group_id=group.id, person_id=person.id, invited_by=actor.id))
        record(PersonInvited(group.id, person.id, actor.id))


@command
def withdraw_invitation(group: Group, person: Person, *, actor: Person) -> None:
    """Take an invitation back; repeating changes nothing. Owners and moderators."""
    hold(group)
    demand(policy.can_keep(actor, group))
    invitation = session.get(GroupInvitation, (group.id, person.id))
    if invitation is not None:
        session.delete(invitation)


@command
def accept_invitation(group_id: UUID, *, actor: Person) -> Group:
    """Come into the group one is invited into. Raises NotFound where the invitation was taken back."""
    invitation = _held(group_id, actor)
    if not policy.is_alive(invitation.group):
        raise Forbidden(_("The group is in the archive."))
    admit(invitation.group, actor, GroupRole.MEMBER)
    return invitation.group


@command
def decline_invitation(group_id: UUID, *, actor: Person) -> None:
    """Stay out; nobody is told. Raises NotFound where the invitation was taken back."""
    session.delete(_held(group_id, actor))


def _held(group_id: UUID, actor: Person) -> GroupInvitation:
    group = session.scalar(select(Group).where(Group.id == group_id, Group.deleted_at.is_(None)))
    if group is None:
        raise NotFound
    hold(group)
    invitation = session.get(GroupInvitation, (group_id, actor.id))
    if invitation is None:
        raise NotFound
    return invitation
