"""Digests: one for each person and period, sent in rounds of which each may end anywhere.

Where things stand is in the rows alone. Who is due is looked at fifty by fifty, and each of them gets a row of `Mail`
under the key of person and day, which there is once; then mail after mail is taken, written with its reader's rights
at that moment, handed over, and in one transaction settled and the next one taken. A server that dies, or a worker
that is killed, leaves the rest as it was. The one mail that was handed over but not yet settled then goes out again,
under the same Message-ID, which is made of person and day (docs/decisions/0011-digests.md).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, and_, select

from app.accounts.models import Person
from app.core import clock, outbox
from app.core.db import release_session, session
from app.core.events import command
from app.core.workingtime import holidays_around
from app.delivery.composing import compose
from app.delivery.digests import letter_of_digest
from app.delivery.envelopes import Deferred, Refused
from app.delivery.letters import Letter
from app.delivery.models import Digest, Mail, State
from app.delivery.post import post
from app.delivery.rhythm import told_since
from app.delivery.services.beginning import KEY, begin_due, enrol_missing
from app.delivery.services.sending import end_mail, note_failure
from app.delivery.transports import Send
from app.notifications.attention import Attention, Rhythm
from app.notifications.queries import attention_of, first_moment_for

SECONDS_A_ROUND = 10.0
"""After that, whatever else waits for other hosts has its turn."""
LEASE = timedelta(minutes=2)
"""Longer than any conversation with a server: no two workers send the same mail."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Taken:
    """A digest that is about to be written, apart from any session."""

    key: str
    mail_id: UUID
    person_id: UUID
    created_at: datetime


@dataclass(frozen=True)
class _Outcome:
    """What became of one: it ended, it failed for now, or it is too early for it."""

    taken: _Taken
    state: State | None = None
    refusal: Refused | None = None
    delay: Deferred | None = None
    told_until: datetime | None = None
    not_before: datetime | None = None


def keep_up() -> None:
    """Have a row for everybody, and a round begun where something is due; a periodic task."""
    enrol_missing()
    if _is_anything_due():
        _call_for_round()


@command
def _call_for_round() -> None:
    """Once an hour under another key: should one be given up, the next is not kept from beginning."""
    outbox.enqueue(send_digests, key=f"digests:{clock.now():%Y-%m-%dT%H}")


def send_digests() -> None:
    """Send the digests that are due, for some seconds; raises Later where more are. A job; many may run at once."""
    holidays_around(clock.now().year)  # takes a second once, and not while others wait to write
    ends = time.monotonic() + SECONDS_A_ROUND
    _send_some(lambda: time.monotonic() < ends and not post().rests)
    if _is_anything_due():
        raise outbox.Later(max(clock.now(), post().rests_until or clock.now()))


def _send_some(goes_on: Callable[[], bool]) -> None:
    outcome = None
    with post().conversation() as send:
        while True:
            taken = _settle_and_take(outcome, takes_another=goes_on())
            outcome = _send(taken, send) if taken else None
            if taken is None and not (goes_on() and begin_due()):
                return


@command
def _settle_and_take(outcome: _Outcome | None, *, takes_another: bool) -> _Taken | None:
    """Keep what became of one mail, and take the next that is due; None where there is none to take."""
    if outcome:
        _settle(outcome)
    due = select(Mail).where(_is_due()).order_by(Mail.due_at).limit(1).with_for_update(skip_locked=True)
    mail = session.scalar(due) if takes_another else None
    if mail is None or mail.person_id is None:
        return None
    mail.tries += 1
    mail.due_at = clock.now() + LEASE
    return _Taken(mail.key, mail.id, mail.person_id, mail.created_at)


def _settle(outcome: _Outcome) -> None:
    taken = outcome.taken
    if outcome.not_before is not None:
        mail = session.get_one(Mail, taken.mail_id)
        mail.due_at, mail.tries = outcome.not_before, mail.tries - 1
    elif outcome.state is not None:
        end_mail(taken.key, outcome.state, outcome.refusal)
    elif outcome.delay is not None:
        note_failure(taken.key, outcome.delay)
    digest = session.get(Digest, taken.person_id) if outcome.told_until else None
    if digest is not None:
        digest.told_until = outcome.told_until


def _send(taken: _Taken, send: Send) -> _Outcome:
    """Write a digest as its reader may read it now, and hand it over."""
    try:
        at, person, wish = clock.now(), session.get_one(Person, taken.person_id), attention_of(taken.person_id)
        if (free_at := first_moment_for(person, at, wish=wish)) > at:
            return _Outcome(taken, not_before=free_at)
        letter = _write(person, wish, at)
        if letter is None:
            return _Outcome(taken, State.DROPPED, told_until=at)
        envelope = compose(letter, mail_id=taken.mail_id, at=taken.created_at, sender=post().sender)
        release_session()  # no transaction is open while a server thinks
        send(envelope)
    except Refused as refusal:
        return _Outcome(taken, State.FAILED, refusal)
    except Deferred as delay:
        return _Outcome(taken, delay=delay)
    except Exception as error:  # one that cannot be written keeps nobody else from theirs
        log.exception("digest not written", mail=str(taken.mail_id))
        return _Outcome(taken, delay=Deferred(f"not written: {type(error).__name__}"))
    return _Outcome(taken, State.SENT, told_until=at)


def _write(person: Person, wish: Attention, at: datetime) -> Letter | None:
    if wish.digest == Rhythm.NEVER or not person.may_enter:
        return None
    since = told_since(session.get_one(Digest, person.id).told_until, at=at)
    return letter_of_digest(person, wish, since=since)


def _is_anything_due() -> bool:
    """Whether a mail is due, or somebody to be looked at; it only reads."""
    waits = select(Mail.id).where(_is_due()).limit(1)
    looked_at = select(Digest.person_id).where(Digest.due_at <= clock.now()).limit(1)
    return session.scalar(waits) is not None or session.scalar(looked_at) is not None


def _is_due() -> ColumnElement[bool]:
    return and_(Mail.state == State.WAITING, Mail.due_at <= clock.now(), Mail.key.startswith(KEY))
