"""Choosing a new password, when one knows the old one and when one does not."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.accounts import addresses
from app.accounts.events import InvitationSent, TokenRevoked
from app.accounts.models import FailedSignIn, Invitation, KnownDevice, Person, Purpose, Role, Token
from app.accounts.passwords import check_strength, passwords
from app.accounts.services.links import add_link, find_link, secret_of, use_up
from app.accounts.services.proving import demand_still_proven, knows_password
from app.accounts.services.sessions import end_sessions_of
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record

RESET_LASTS = timedelta(hours=2)
MOST_RESETS = 3  # mails to one address within the time that a link lasts


def change_password(*, old: str, new: str, keep_session: UUID | None, actor: Person) -> None:
    """Choose another password; other sessions and all tokens end.

    Raises Invalid where the present one is wrong or the new one is weak, TooMany after too many wrong ones, Conflict
    where it was changed at the same moment.
    """
    proof = actor.password_hash
    if not knows_password(actor, old):
        raise Invalid(old=_("This is not your present password."))
    check_strength(new, known=[actor.email, actor.name])
    _exchange_password(actor, passwords().hash(new), proof=proof, keep_session=keep_session)


@command
def _exchange_password(person: Person, password_hash: str, *, proof: str | None, keep_session: UUID | None) -> None:
    demand_still_proven(person, proof)
    _keep_password(person, password_hash, keep_session=keep_session, actor=person)


def set_password(person: Person, *, password: str, actor: Person | None) -> None:
    """Give somebody a password; their sessions and tokens end. The administration, or the command line (None)."""
    demand(actor is None or actor.has(Role.ADMIN))
    if actor is not None:
        check_strength(password, known=[person.email, person.name])
    _keep_password(person, passwords().hash(password), keep_session=None, actor=actor)


@command
def request_reset(*, email: str) -> None:
    """Let the worker send a link to choose a new password; this takes as long whether there is an account or not."""
    address = addresses.normalised(email)[: addresses.LONGEST]
    outbox.enqueue(send_reset_link, key=f"reset:{address}"[:200], email=address)


@command
def send_reset_link(*, email: str) -> None:
    """Send the link if there is an open account, at most three times within the time that a link lasts."""
    person = session.scalar(select(Person).where(Person.email == email, Person.deactivated_at.is_(None)))
    if person is None:
        return
    recent = select(func.count()).where(
        Invitation.email == person.email,
        Invitation.purpose == Purpose.RESET,
        Invitation.created_at > clock.now() - RESET_LASTS,
    )
    if (session.scalar(recent) or 0) < MOST_RESETS:
        link = add_link(Purpose.RESET, email=person.email, lasts=RESET_LASTS, actor=None)
        record(InvitationSent(link.id))


@command
def make_reset_link(person: Person, *, actor: Person | None) -> str:
    """The secret of a link to choose a new password, to be handed over by whoever asked for it."""
    demand(actor is None or actor.has(Role.ADMIN))
    if person.deactivated_at is not None:
        raise Conflict(_("This account is closed."))
    link = add_link(Purpose.RESET, email=person.email, lasts=RESET_LASTS, actor=actor)
    audit.write("password.link", actor_id=actor.id if actor else None, target=f"person:{person.id}")
    return secret_of(link.id)


def person_to_reset(secret: str) -> Person:
    """Whose password a link may change; raises NotFound."""
    link = find_link(secret, Purpose.RESET)
    person = session.scalar(select(Person).where(Person.email == link.email, Person.deactivated_at.is_(None)))
    if person is None:
        raise NotFound
    return person


def reset_password(*, secret: str, password: str) -> Person:
    """Choose a new password by the link of a mail, once; every session and token ends. Raises NotFound, Invalid."""
    person = person_to_reset(secret)
    check_strength(password, known=[person.email, person.name])
    _use_reset_link(secret, person, passwords().hash(password))
    return person


@command
def _use_reset_link(secret: str, person: Person, password_hash: str) -> None:
    find_link(secret, Purpose.RESET).used_at = clock.now()
    _keep_password(person, password_hash, keep_session=None, actor=person)
    # Whoever reads the mails of this address is its owner: the failures of others must not keep them out.
    session.execute(delete(FailedSignIn).where(FailedSignIn.email == person.email))


@command
def _keep_password(person: Person, password_hash: str, *, keep_session: UUID | None, actor: Person | None) -> None:
    person.password_hash = password_hash
    end_sessions_of(person, keep=keep_session)
    use_up(person.email, Purpose.RESET)
    for token_id in session.scalars(delete(Token).where(Token.person_id == person.id).returning(Token.id)).all():
        record(TokenRevoked(token_id))
    session.execute(delete(KnownDevice).where(KnownDevice.person_id == person.id))
    audit.write("password.changed", actor_id=actor.id if actor else None, target=f"person:{person.id}")
