"""Closing accounts, for good or for a time, and opening them again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from app.accounts.events import PersonDeactivated, PersonReactivated, PersonSuspended, SuspensionEnded
from app.accounts.models import BrowserSession, KnownDevice, Person, Role, Token
from app.accounts.services.opening import keep_an_administrator
from app.core import audit, clock
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record


@command
def deactivate_person(person: Person, *, actor: Person | None) -> None:
    """Close an account and end its sessions and tokens; repeating changes nothing.

    Raises Conflict for the last administrator.
    """
    demand(actor is None or actor.has(Role.ADMIN))
    if person.deactivated_at is not None:
        return
    if person.has(Role.ADMIN):
        keep_an_administrator(person)
    person.deactivated_at = clock.now()
    person.version += 1
    for row in (BrowserSession, Token, KnownDevice):
        session.execute(delete(row).where(row.person_id == person.id))
    audit.write("account.deactivated", actor_id=actor.id if actor else None, target=f"person:{person.id}")
    record(PersonDeactivated(person.id))


@command
def reactivate_person(person: Person, *, actor: Person | None) -> None:
    """Open a closed account again; its sessions and tokens stay ended. Repeating changes nothing."""
    demand(actor is None or actor.has(Role.ADMIN))
    if person.deactivated_at is None:
        return
    person.deactivated_at = None
    person.version += 1
    audit.write("account.reactivated", actor_id=actor.id if actor else None, target=f"person:{person.id}")
    record(PersonReactivated(person.id))


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
