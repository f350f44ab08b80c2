"""What can be done to accounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts.events import (
    PersonCreated,
    PersonDeactivated,
    PersonRenamed,
    PersonSuspended,
    RolesChanged,
    SessionEnded,
    SuspensionEnded,
)
from app.accounts.models import BrowserSession, Grant, Person, Role, Token
from app.accounts.passwords import fingerprint, new_token, passwords
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, demand
from app.core.events import command, record

HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]*")


@command
def create_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    roles: Iterable[Role] = (Role.MEMBER,),
    handle: str | None = None,
    language: str | None = None,
    actor: Person | None,
) -> Person:
    """Open an account. `actor` is None for the command line. Raises Conflict where the address has one already."""
    demand(actor is None or actor.has(Role.ADMIN))
    address = email.strip().lower()
    if session.scalar(select(Person.id).where(Person.email == address)):
        raise Conflict(_("This address already has an account."))
    person = Person(
        email=address,
        name=name.strip(),
        handle=_free_handle(handle or address.split("@")[0]),
        password_hash=passwords().hash(password) if password else None,
        language=language,
        grants={Grant(role=role) for role in roles},
    )
    session.add(person)
    session.flush()
    audit.write("account.created", actor_id=actor.id if actor else None, target=f"person:{person.id}")
    record(PersonCreated(person.id))
    return person


def _free_handle(wish: str) -> str:
    plain = unicodedata.normalize("NFKD", wish.lower()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9._-]+", "", plain).lstrip("._-")[:50] or "person"
    taken = set(session.scalars(select(Person.handle).where(Person.handle.startswith(base, autoescape=True))))
    return next(handle for handle in (base, *(f"{base}{number}" for number in range(2, 10_000))) if handle not in taken)


@command
def rename_person(person: Person, *, name: str, actor: Person) -> None:
    """Change the name that everybody reads."""
    demand(actor.id == person.id or actor.has(Role.ADMIN))
    if not name.strip():
        raise Invalid(name=_("A name is needed."))
    if person.name != name.strip():
        person.name = name.strip()
        person.version += 1
        record(PersonRenamed(person.id))


@command
def change_roles(
    person: Person, *, add: Iterable[Role] = (), remove: Iterable[Role] = (), actor: Person | None
) -> None:
    """Give and take roles; repeating changes nothing. Raises Conflict where no administrator would be left."""
    demand(actor is None or actor.has(Role.ADMIN))
    wanted = (person.roles | set(add)) - set(remove)
    if wanted == person.roles:
        return
    if Role.ADMIN in person.roles - wanted:
        others = select(Grant.person_id).where(Grant.role == Role.ADMIN, Grant.person_id != person.id)
        if session.scalar(others.limit(1)) is None:
            raise Conflict(_("The house needs at least one administrator."))
    person.grants = {grant for grant in person.grants if grant.role in wanted} | {
        Grant(role=role) for role in wanted - person.roles
    }
    roles = sorted(wanted)
    audit.write("account.roles", actor_id=actor.id if actor else None, target=f"person:{person.id}", roles=roles)
    record(RolesChanged(person.id))


@command
def deactivate_person(person: Person, *, actor: Person | None) -> None:
    """Close an account and end its sessions and tokens; repeating changes nothing."""
    demand(actor is None or actor.has(Role.ADMIN))
    if person.deactivated_at is not None:
        return
    person.deactivated_at = clock.now()
    session.execute(delete(BrowserSession).where(BrowserSession.person_id == person.id))
    session.execute(delete(Token).where(Token.person_id == person.id))
    audit.write("account.deactivated", actor_id=actor.id if actor else None, target=f"person:{person.id}")
    record(PersonDeactivated(person.id))


@command
def suspend_person(person: Person, *, until: datetime, actor: Person) -> None:
    """Close an account until a moment. Moderation decides this and keeps the reasons."""
    demand(actor.has(Role.MODERATOR, Role.TRUSTED_PERSON, Role.ADMIN))
    person.suspended_until = until
    record(PersonSuspended(person.id))


@command
def end_suspension(person: Person, *, actor: Person) -> None:
    """Open a suspended account again; repeating changes nothing."""
    demand(actor.has(Role.MODERATOR, Role.TRUSTED_PERSON, Role.ADMIN))
    if person.suspended_until is not None:
        person.suspended_until = None
        record(SuspensionEnded(person.id))


@command
def open_session(person: Person, *, device: str) -> str:
    """Begin a browser session; gives the token for its cookie, which is kept nowhere else."""
    if not person.may_enter:
        raise Forbidden(_("This account is closed at the moment."))
    token = new_token()
    session.add(BrowserSession(person_id=person.id, token_hash=fingerprint(token), device=device[:200]))
    return token


@command
def end_session(session_id: UUID, *, actor: Person) -> None:
    """End one of one's own browser sessions; repeating changes nothing."""
    found = session.get(BrowserSession, session_id)
    if found is not None and found.person_id == actor.id:
        session.delete(found)
        record(SessionEnded(session_id))
