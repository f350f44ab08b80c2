"""Inviting people, and how they come in."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts import addresses
from app.accounts.events import InvitationSent
from app.accounts.models import Invitation, Person, Purpose, Role
from app.accounts.passwords import check_strength, passwords
from app.accounts.services.links import add_link, find_link, holding, use_up
from app.accounts.services.opening import checked_name, open_account
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record

INVITATION_LASTS = timedelta(days=14)
INVITABLE = (Role.MEMBER, Role.GUEST)  # other roles are given to people one knows


@command
def invite_person(*, email: str, role: Role = Role.MEMBER, actor: Person) -> Invitation:
    """Send somebody a link to open an account; an earlier one no longer holds.

    Raises Conflict where the address has an account already, Invalid where it is none.
    """
    demand(actor.has(Role.ADMIN))
    if role not in INVITABLE:
        raise Invalid(role=_("One is invited as a member or as a guest."))
    address = addresses.checked(email)
    if session.scalar(select(Person.id).where(Person.email == address)):
        raise Conflict(_("This address already has an account."))
    use_up(address, Purpose.JOIN)
    invitation = add_link(Purpose.JOIN, email=address, lasts=INVITATION_LASTS, role=role, actor=actor)
    audit.write("invitation.sent", actor_id=actor.id, target=f"invitation:{invitation.id}", role=role)
    record(InvitationSent(invitation.id))
    return invitation


@command
def invite_guest(*, email: str, actor: Person) -> Invitation:
    """Send somebody a link to open a guest's account, for rooms that have asked whether the actor may.

    One that waits already, whoever sent it, is left as it is. Raises Conflict where the address has an account already.
    """
    demand(not actor.is_guest)
    if session.scalar(select(Person.id).where(Person.email == email)):
        raise Conflict(_("This address already has an account."))
    waiting = session.scalar(select(Invitation).where(Invitation.email == email, *holding(Purpose.JOIN)))
    if waiting is not None:
        return waiting
    invitation = add_link(Purpose.JOIN, email=email, lasts=INVITATION_LASTS, role=Role.GUEST, actor=actor)
    audit.write("invitation.sent", actor_id=actor.id, target=f"invitation:{invitation.id}", role=Role.GUEST)
    record(InvitationSent(invitation.id))
    return invitation


@command
def withdraw_guest(*, email: str, invited_by: UUID | None) -> None:
    """Let a guest's link hold no more that this person sent; others stay. For the rooms that use `invite_guest`."""
    own = (Invitation.email == email, Invitation.invited_by == invited_by, Invitation.role == Role.GUEST)
    for invitation in session.scalars(select(Invitation).where(*own, *holding(Purpose.JOIN))).all():
        session.delete(invitation)


@command
def withdraw_invitation(invitation_id: UUID, *, actor: Person) -> None:
    """Take an invitation back. Raises NotFound where it was used or withdrawn."""
    demand(actor.has(Role.ADMIN))
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.purpose != Purpose.JOIN or invitation.used_at is not None:
        raise NotFound
    session.delete(invitation)
    audit.write("invitation.withdrawn", actor_id=actor.id, target=f"invitation:{invitation_id}")


def find_invitation(secret: str) -> Invitation:
    """The invitation of a link; raises NotFound where it was used, withdrawn or is too old."""
    return find_link(secret, Purpose.JOIN)


def accept_invitation(*, secret: str, name: str, password: str, language: str | None = None) -> Person:
    """Open the account one was invited to, once. Raises NotFound, Invalid, Conflict."""
    invitation = find_invitation(secret)
    tidy = checked_name(name)
    check_strength(password, known=[invitation.email, tidy])
    return _open_invited(secret, tidy, passwords().hash(password), language)


@command
def _open_invited(secret: str, name: str, password_hash: str, language: str | None) -> Person:
    invitation = find_invitation(secret)
    invitation.used_at = clock.now()
    return open_account(
        email=invitation.email,
        name=name,
        password_hash=password_hash,
        roles=frozenset({Role(invitation.role)}),
        language=language,
        actor=None,
    )
