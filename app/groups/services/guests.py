"""Inviting people from outside the house into a group, where the house allows it to those who run one."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts import addresses
from app.accounts.models import Person
from app.accounts.services.invitations import INVITATION_LASTS, invite_guest, withdraw_guest
from app.core import audit, clock
from app.core.db import hold, session
from app.core.errors import Invalid, demand
from app.core.events import command
from app.groups import policy
from app.groups.models import Group, GroupGuest, GroupRole
from app.groups.services.inviting import invite_person
from app.groups.services.membership import admit

MOST_GUESTS = 20


@command
def invite_outsider(group: Group, email: str, *, actor: Person) -> None:
    """Mail somebody a link to open a guest's account, which brings them into the group; again, this renews it.

    Who has an account already is invited like anybody. Owners and moderators, where the house allows it. Raises Invalid
    for what is no address, and where enough are waited for already.
    """
    hold(group)
    demand(policy.can_invite_guests(actor, group))
    demand(policy.is_alive(group), _("The group is in the archive."))
    address = addresses.checked(email)
    known = session.scalar(select(Person).where(Person.email == address))
    if known is not None:
        invite_person(group, known, actor=actor)
        return
    expected = session.get(GroupGuest, (group.id, address))
    if expected is None and _count_expected(group) >= MOST_GUESTS:
        raise Invalid(email=_("%(most)d people from outside are waited for already.", most=MOST_GUESTS))
    expected = expected or GroupGuest(group_id=group.id, email=address)
    expected.invited_by, expected.expires_at = actor.id, clock.now() + INVITATION_LASTS
    session.add(expected)
    invite_guest(email=address, actor=actor)
    audit.write("group.guest_invited", actor_id=actor.id, target=f"group:{group.id}")


@command
def withdraw_outsider(group: Group, email: str, *, actor: Person) -> None:
    """Wait for somebody from outside no more; repeating changes nothing. Owners and moderators.

    Where no other group waits for them, the link that they were sent holds no more either.
    """
    hold(group)
    demand(policy.can_keep(actor, group))
    expected = session.get(GroupGuest, (group.id, email))
    if expected is None:
        return
    session.delete(expected)
    session.flush()
    elsewhere = select(GroupGuest.group_id).where(GroupGuest.email == email, GroupGuest.expires_at > clock.now())
    if session.scalar(elsewhere.limit(1)) is None:
        withdraw_guest(email=email, invited_by=expected.invited_by)


def welcome_guest(person: Person) -> None:
    """Bring somebody whose account is being opened into the groups that wait for their address."""
    awaited = session.scalars(select(GroupGuest).where(GroupGuest.email == person.email)).all()
    for expected in awaited:
        if expected.expires_at > clock.now() and policy.is_alive(expected.group) and not expected.group.deleted_at:
            admit(expected.group, person, GroupRole.MEMBER, added_by=expected.inviter)
        session.delete(expected)


def _count_expected(group: Group) -> int:
    waiting = select(func.count()).where(GroupGuest.group_id == group.id, GroupGuest.expires_at > clock.now())
    return session.scalar(waiting) or 0
