"""Proving with one's password, once more or at the door, that it is oneself who does something."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import FailedSignIn, Person
from app.accounts.passwords import passwords
from app.core import clock
from app.core.db import hold, session
from app.core.errors import Conflict, TooMany
from app.core.events import command

MOST_WRONG = 10  # tries of the present password within a quarter of an hour
WINDOW = timedelta(minutes=15)


def knows_password(person: Person, password: str) -> bool:
    """Whether somebody who is signed in gives their own password again; raises TooMany after too many wrong ones.

    Counted apart from the sign-in page, so that whoever sits at an open session cannot lock the account.
    """
    if _wrong_tries(person) >= MOST_WRONG:
        raise TooMany(_("Too many wrong passwords. Try again in a quarter of an hour."), retry_after=900)
    is_right = passwords().verify(person.password_hash, password)
    if not is_right:
        _note_wrong(person)
    return is_right


def demand_still_proven(person: Person, proof: str | None) -> None:
    """Inside a command, raise Conflict where another password was chosen since one was proven.

    `proof` is the hash with which it was compared, outside of any transaction. What is opened with a password that
    was given up meanwhile would outlive its ending of all sessions and tokens.
    """
    hold(person)
    if person.password_hash != proof:
        raise Conflict(_("The password was changed at this very moment. Please try again."))


def _wrong_tries(person: Person) -> int:
    recent = (FailedSignIn.email == f"#{person.id}", FailedSignIn.at > clock.now() - WINDOW)
    return session.scalar(select(func.count()).select_from(FailedSignIn).where(*recent)) or 0


@command
def _note_wrong(person: Person) -> None:
    session.add(FailedSignIn(email=f"#{person.id}", address=""))
