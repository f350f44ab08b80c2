"""Checking who somebody is, without letting anybody guess."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func, select

from app.accounts import addresses
from app.accounts.models import FailedSignIn, KnownDevice, Person
from app.accounts.passwords import fingerprint, new_token, passwords
from app.accounts.recourse import find_recourse, suspended_until
from app.core import clock
from app.core.addresses import subscriber
from app.core.db import session
from app.core.errors import Forbidden, Invalid, TooMany
from app.core.events import command

WINDOW = timedelta(minutes=15)
MOST_FOR_ACCOUNT = 10
MOST_FROM_ADDRESS = 100


def verify_credentials(*, email: str, password: str, address: str, device: str | None = None) -> Person:
    """The person whose e-mail address and password these are.

    `address` is the network's, `device` the secret of a browser that was here before. Takes as long and says
    the same whether the account is missing or the password wrong. Raises Invalid for a wrong pair, TooMany
    where too many were wrong before (a right one from a known device passes). Somebody who is suspended signs in to
    contest it, and reaches nothing else (see `signin`); Forbidden in a house that has no page for it.
    """
    wanted = addresses.normalised(email)[: addresses.LONGEST]
    person = session.scalar(select(Person).where(Person.email == wanted, Person.deactivated_at.is_(None)))
    known = _known_device(person, device)
    place = subscriber(address)
    _refuse_guessing(wanted, place, known)
    # The hash is computed outside of any transaction; those who guessed meanwhile are counted afterwards.
    right = passwords().verify(person.password_hash if person else None, password)
    if person is None or not right:
        if _note_failure(wanted, place, known):
            raise _too_many()
        raise Invalid(password=_("This address and this password do not go together."))
    _refuse_guessing(wanted, place, known)
    if person.is_suspended and find_recourse(person) is None:
        raise Forbidden(suspended_until(person))
    return person


def remaining_tries(*, email: str, device: str | None) -> int | None:
    """How many wrong passwords are still borne; told to a known device, None for any other."""
    person = session.scalar(select(Person).where(Person.email == addresses.normalised(email)))
    known = _known_device(person, device)
    return None if known is None else max(0, MOST_FOR_ACCOUNT - _failures(FailedSignIn.device == known))


@command
def remember_device(person: Person, *, device: str | None) -> str:
    """Know this browser from now on; gives the secret for its cookie, the same one where it had one."""
    secret = device or new_token()
    if session.get(KnownDevice, (fingerprint(secret), person.id)) is None:
        session.add(KnownDevice(token_hash=fingerprint(secret), person_id=person.id))
    return secret


def _known_device(person: Person | None, device: str | None) -> str | None:
    """The fingerprint of a browser that this person was signed in with before."""
    if person is None or not device or session.get(KnownDevice, (fingerprint(device), person.id)) is None:
        return None
    return fingerprint(device)


def _refuse_guessing(email: str, place: str, known: str | None) -> None:
    """Raise TooMany where guessing must stop; a known device answers for its own failures only."""
    too_many = _failures(FailedSignIn.device == known) >= MOST_FOR_ACCOUNT if known else _is_limited(email, place)
    if too_many:
        raise _too_many()


@command
def _note_failure(email: str, place: str, known: str | None) -> bool:
    """Keep a wrong password; true where there had been too many already."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.at < clock.now() - WINDOW))
    limited = _is_limited(email, place)
    session.add(FailedSignIn(email=email, address=place, device=known))
    return limited


def _is_limited(email: str, place: str) -> bool:
    return (
        _failures(FailedSignIn.email == email) >= MOST_FOR_ACCOUNT
        or _failures(FailedSignIn.address == place) >= MOST_FROM_ADDRESS
    )


def _failures(condition: ColumnElement[bool]) -> int:
    recent = FailedSignIn.at >= clock.now() - WINDOW
    return session.scalar(select(func.count()).select_from(FailedSignIn).where(condition, recent)) or 0


def _too_many() -> TooMany:
    return TooMany(
        _("Too many wrong passwords. Try again in a quarter of an hour, or choose a new password."),
        retry_after=int(WINDOW.total_seconds()),
    )
