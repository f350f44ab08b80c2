"""Beginning digests: who is looked at, and whose is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, insert, literal, select, update

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.events import command
from app.delivery.models import Digest, Mail
from app.delivery.rhythm import last_moment, next_moment
from app.notifications.queries import attention_of, first_moment_for

KEY = "digest:"
NAMESPACE = UUID("0e7a8c1a-6d0b-5c1f-9a0e-3b1f6a0d5d11")
LOOKED_AT = 50
HORIZON = timedelta(hours=6)
"""How long nobody is looked at: another time zone, or a public holiday, counts from then on at the latest."""


def enrol_missing() -> None:
    """Have a row for everybody; it only reads where nobody is new."""
    if session.scalar(select(Person.id).where(_is_missing()).limit(1)) is not None:
        _enrol()


@command
def _enrol() -> None:
    """Begin with those who are new; the moments before count as dealt with."""
    now = literal(clock.now(), Digest.due_at.type)
    columns = [Digest.person_id, Digest.due_at, Digest.settled_until]
    session.execute(insert(Digest).from_select(columns, select(Person.id, now, now).where(_is_missing())))


def _is_missing() -> ColumnElement[bool]:
    return ~exists().where(Digest.person_id == Person.id)


@command
def look_soon(person_id: UUID) -> None:
    """Look at a person again at once, for they have chosen something about their digest; repeating does no harm."""
    session.execute(update(Digest).where(Digest.person_id == person_id).values(due_at=clock.now()))


@command
def begin_due() -> int:
    """Look at those whose digest may be due, and give each who is a mail to be written; how many were looked at."""
    now = clock.now()
    due = select(Digest).where(Digest.due_at <= now).order_by(Digest.due_at, Digest.person_id)
    digests = session.scalars(due.limit(LOOKED_AT).with_for_update(skip_locked=True)).all()
    found = session.scalars(select(Person).where(Person.id.in_([digest.person_id for digest in digests])))
    people = {person.id: person for person in found}
    for digest in digests:
        _look_at(digest, people[digest.person_id], now)
    return len(digests)


def _look_at(digest: Digest, person: Person, now: datetime) -> None:
    """Begin the digest of the last moment of a person's rhythm, if that is not dealt with and they may be told now."""
    wish = attention_of(person.id)
    moment = last_moment(wish, time_zone=person.time_zone, at=now)
    following = next_moment(wish, time_zone=person.time_zone, at=now)
    digest.due_at = min(following or now + HORIZON, now + HORIZON)
    if moment is None or not person.may_enter:
        digest.settled_until = now
    elif moment > digest.settled_until:
        free_at = first_moment_for(person, now, wish=wish)
        if free_at > now:
            digest.due_at = min(free_at, now + HORIZON)
            return
        _begin(person, moment.astimezone(ZoneInfo(person.time_zone)).date())
        digest.settled_until = moment


def _begin(person: Person, day: date) -> None:
    """Have the mail of a person and day; it is there once, whatever they change about their rhythm."""
    key = f"{KEY}{person.id.hex}:{day}"
    mail_id = uuid5(NAMESPACE, key)
    if session.get(Mail, mail_id) is None:
        session.add(Mail(id=mail_id, key=key, person_id=person.id, address=person.email))
