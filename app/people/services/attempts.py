"""Attempts at contact that an order of moderation forbids: kept for who steers the case, though each was refused."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.accounts.models import Person
from app.core import clock
from app.core.db import is_sqlite, session
from app.core.errors import Forbidden
from app.core.events import afterwards, command, in_command
from app.people.models import Contact, ContactAttempt, NoContact
from app.people.policy import can_contact, is_kept_from

KEPT_FOR = timedelta(days=550)
"""An order lasts a year at most, and is contested for six months."""
EVERY = timedelta(days=1)


def demand_contact(actor: Person, other: Person, *, by: Contact, words: str = "") -> None:
    """Raise Forbidden, in these words, where the actor must not contact the other; what an order forbids is kept."""
    if not can_contact(actor, other):
        note_attempt(actor, [other.id], by=by)
        raise Forbidden(words)


def note_attempt(actor: Person, others: Collection[UUID], *, by: Contact) -> None:
    """Keep that the actor tried to reach those of some people from whom an order keeps them: who, whom, by what and in
    which minute; never a word of it, and nothing of a block, which is nobody's case.

    It is written when the running command has ended, for a refusal undoes all that the command wrote. Outside of one
    nothing is kept: whoever looks at a page tries nothing.
    """
    if in_command():
        afterwards(partial(_keep, actor.id, list(others), by, clock.now()))


def note_mentions(actor: Person, handles: Collection[str], *, among: Select[UUID] | None = None) -> None:
    """The same for those whose handles somebody writes, which stay text and call nobody; `among` are their readers."""
    if handles and in_command():
        people = select(Person.id).where(Person.handle.in_(handles), is_kept_from(actor.id, Person.id, clock.now()))
        kept_from = people if among is None else people.where(Person.id.in_(among))
        note_attempt(actor, session.scalars(kept_from).all(), by=Contact.MENTION)


@command
def forget_old_attempts() -> None:
    """Let go what is older than an order can still matter."""
    session.execute(delete(ContactAttempt).where(ContactAttempt.at < clock.now() - KEPT_FOR))


@command
def _keep(person_id: UUID, others: list[UUID], by: Contact, at: datetime) -> None:
    orders = select(NoContact.other_id).where(NoContact.person_id == person_id, NoContact.until > at)
    insertion = sqlite_insert if is_sqlite() else postgresql_insert
    kept_from = orders.where(NoContact.other_id.in_(others)).order_by(NoContact.other_id)  # or two wait for each other
    for other_id in session.scalars(kept_from).all():
        first = insertion(ContactAttempt).values(
            person_id=person_id, other_id=other_id, kind=by, at=at.replace(second=0, microsecond=0), tries=1
        )
        same = ContactAttempt.__table__.primary_key
        session.execute(first.on_conflict_do_update(index_elements=same, set_={"tries": ContactAttempt.tries + 1}))
