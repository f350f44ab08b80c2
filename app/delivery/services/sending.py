"""Sending mail, so that each leaves at least once and seldom twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts.models import Role
from app.accounts.queries import list_holders
from app.core import clock
from app.core.db import release_session, session
from app.core.events import command
from app.core.language import DEFAULT
from app.core.outbox import Later
from app.delivery.composing import compose
from app.delivery.envelopes import Deferred, NotDelivered, Refused
from app.delivery.letters import Letter
from app.delivery.models import Mail, State
from app.delivery.post import post
from app.delivery.queries import find_mail
from app.notifications.kinds import Kind
from app.notifications.services import notify

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480, 480, 480))
"""After each try that failed: more than a day altogether, for a server that is mended the next morning."""
ALARMING = 4
"""So many failed tries of one mail, and the administration is told that mail does not leave."""
KEPT = timedelta(days=90)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Try:
    """A mail that is about to be handed over, apart from any session."""

    mail_id: UUID
    created_at: datetime


def deliver(key: str, letter: Letter | None) -> None:
    """Bring a mail on its way, or drop it where there is no letter (any more); safe to be killed at any point.

    The try is committed before the mail is handed over, and its end afterwards: who is killed between the two
    sends it again, under the same Message-ID. Raises Later where another try is right.
    """
    if letter is None:
        if find_mail(key) is not None:
            end_mail(key, State.DROPPED)
        return
    begun = _begin(key, letter)
    if begun is None:
        return
    try:
        envelope = compose(letter, mail_id=begun.mail_id, at=begun.created_at, sender=post().sender)
        release_session()  # no transaction is open while a server thinks
        post().send(envelope)
    except Refused as refusal:
        end_mail(key, State.FAILED, refusal)
    except Deferred as delay:
        _come_back(key, delay)
    else:
        end_mail(key, State.SENT)


@command
def _begin(key: str, letter: Letter) -> _Try | None:
    """Take a mail up; None where it was dealt with. Raises Later, undoing everything, where it is not yet due."""
    mail = session.scalar(select(Mail).where(Mail.key == key).with_for_update())
    if mail is None:
        mail = Mail(key=key, person_id=letter.person_id, address=letter.address)
        session.add(mail)
        session.flush()
    if mail.state != State.WAITING:
        return None
    wait_for = max(filter(None, [mail.due_at, post().rests_until, letter.not_before]))
    if wait_for > clock.now():
        raise Later(wait_for)
    mail.address = letter.address
    mail.tries += 1
    return _Try(mail.id, mail.created_at)


@command
def end_mail(key: str, state: State, fault: NotDelivered | None = None) -> None:
    """Keep what became of a mail; one that has ended stays as it is."""
    mail = session.scalars(select(Mail).where(Mail.key == key)).one()
    if mail.state != State.WAITING:
        return
    mail.state, mail.ended_at, mail.fault = state, clock.now(), str(fault or "")[:300]
    log.info("mail ended", mail=str(mail.id), state=state, tries=mail.tries)
    if state is State.FAILED:
        _alarm()


def _come_back(key: str, delay: Deferred) -> None:
    due_at = note_failure(key, delay)
    if due_at is not None:
        raise Later(due_at)


@command
def note_failure(key: str, delay: Deferred) -> datetime | None:
    """Keep why it did not leave; when to try again, or None where it is given up."""
    mail = session.scalars(select(Mail).where(Mail.key == key)).one()
    mail.fault = str(delay)[:300]
    log.warning("mail not delivered", mail=str(mail.id), tries=mail.tries, fault=mail.fault)
    if mail.tries > len(PAUSES):
        end_mail(key, State.FAILED, delay)
        return None
    if mail.tries >= ALARMING:
        _alarm()
    mail.due_at = clock.now() + PAUSES[mail.tries - 1]
    return mail.due_at


def _alarm() -> None:
    """Tell the administration that mail does not leave, once a day."""
    for admin in list_holders(Role.ADMIN):
        with force_locale(admin.language or DEFAULT):
            subject = _("some mail does not leave the house")
        notify(admin.id, Kind.SERVICE, key=f"mail:{clock.now():%Y-%m-%d}", url="/mails", subject=subject)


@command
def forget_old_mails() -> None:
    """Keep nothing of mails that ended long ago; a periodic task."""
    session.execute(delete(Mail).where(Mail.ended_at < clock.now() - KEPT))
