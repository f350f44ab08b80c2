"""Browser sessions: beginning, noting and ending them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.accounts.events import SessionEnded
from app.accounts.models import BrowserSession, Person
from app.accounts.passwords import fingerprint, new_token
from app.accounts.recourse import find_recourse
from app.accounts.services.proving import demand_still_proven
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden
from app.core.events import command, record

SEEN_EVERY = timedelta(minutes=5)


@command
def open_session(person: Person, *, device: str, proof: str | None = None) -> str:
    """Begin a browser session; gives the token for its cookie, which is kept nowhere else.

    `proof` is the hash with which a password was compared before. Somebody who is suspended gets a session for the
    page of their recourse. Raises Forbidden for a closed account, and for a suspended one in a house without such a
    page; Conflict where the password was changed meanwhile.
    """
    if proof is not None:
        demand_still_proven(person, proof)
    if not person.may_enter and find_recourse(person) is None:
        raise Forbidden(_("This account is closed at the moment."))
    token = new_token()
    session.add(BrowserSession(person_id=person.id, token_hash=fingerprint(token), device=device[:200]))
    return token


@command
def note_seen(session_id: UUID) -> None:
    """Note that a session is in use; called at most every five minutes for each."""
    session.execute(update(BrowserSession).where(BrowserSession.id == session_id).values(seen_at=clock.now()))


@command
def end_session(session_id: UUID, *, actor: Person) -> None:
    """End one of one's own browser sessions; repeating changes nothing."""
    found = session.get(BrowserSession, session_id)
    if found is not None and found.person_id == actor.id:
        session.delete(found)
        record(SessionEnded(session_id))


@command
def end_other_sessions(*, keep: UUID | None, actor: Person) -> None:
    """End all of one's own browser sessions but one; repeating changes nothing."""
    end_sessions_of(actor, keep=keep)


def end_sessions_of(person: Person, *, keep: UUID | None = None) -> None:
    """End a person's sessions inside a running command, all but the one to keep."""
    for found in session.scalars(select(BrowserSession).where(BrowserSession.person_id == person.id)).all():
        if found.id != keep:
            session.delete(found)
            record(SessionEnded(found.id))
