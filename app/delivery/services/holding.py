"""Mails that wait for the end of quiet hours: kept as what they tell of, and sent as one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, exists, select

from app.accounts.models import Person
from app.core import clock, outbox
from app.core.db import session
from app.core.events import command
from app.core.outbox import Later
from app.delivery.gathering import letter_of_several
from app.delivery.letters import Letter
from app.delivery.models import HeldMail
from app.delivery.queries import find_mail
from app.delivery.services.sending import deliver
from app.delivery.writing import letter_of_notification
from app.notifications.queries import first_moment_for


def bring(notification_id: UUID, person_id: UUID, deed: str = "") -> None:
    """Mail a notification, or one more deed of it, or keep it until its reader may be told; idempotent.

    One whose mail was begun already goes on by itself.
    """
    letter = letter_of_notification(notification_id, person_id=person_id, deed=deed)
    key = f"notification:{notification_id}:{deed}".rstrip(":")
    if letter and letter.not_before and letter.not_before > clock.now() and find_mail(key) is None:
        _hold(notification_id, person_id, deed, letter)
    else:
        deliver(key, letter)


@command
def _hold(notification_id: UUID, person_id: UUID, deed: str, letter: Letter) -> None:
    same = (HeldMail.notification_id == notification_id, HeldMail.person_id == person_id, HeldMail.deed == deed)
    if session.scalar(select(HeldMail.id).where(*same)) is None:
        session.add(HeldMail(person_id=person_id, notification_id=notification_id, deed=deed))
    _plan(person_id, letter)


def _plan(person_id: UUID, letter: Letter) -> None:
    key = f"held:{person_id}:{letter.not_before:%Y%m%d%H%M}"
    outbox.enqueue(send_held, due_at=letter.not_before, key=key, person_id=str(person_id))


@command
def look_at_held(person_id: UUID) -> None:
    """Look again when what is held may leave, for its reader has chosen other hours; repeating does no harm."""
    if _is_held(person_id):
        outbox.enqueue(send_held, key=f"held:{person_id}", person_id=str(person_id))


def _is_held(person_id: UUID) -> bool:
    return bool(session.scalar(select(exists().where(HeldMail.person_id == person_id))))


def send_held(person_id: str) -> None:
    """Send what is held for a person as one mail, as they may read it now; raises Later while they keep quiet.

    What leaves together is fixed before: who is killed sends the same again, once, and leaves nothing out.
    """
    person = session.get(Person, UUID(person_id))
    while person is not None and _is_held(person.id):
        if (free_at := first_moment_for(person)) > clock.now():
            raise Later(free_at)
        batch = _batch(person.id)
        gathered_in = batch[0].gathered_in
        deliver(f"held:{gathered_in}", letter_of_several(person, _letters(batch)))
        _forget(gathered_in)
        person = session.get(Person, UUID(person_id))


def _letters(batch: Sequence[HeldMail]) -> list[tuple[UUID, Letter]]:
    """What each of them says now, without those that are no longer to be told."""
    found = (
        (held.notification_id, letter_of_notification(held.notification_id, person_id=held.person_id, deed=held.deed))
        for held in batch
    )
    return [(notification_id, letter) for notification_id, letter in found if letter]


@command
def _batch(person_id: UUID) -> Sequence[HeldMail]:
    """What leaves in one mail: a batch that was begun, else all that is held now."""
    held = session.scalars(select(HeldMail).where(HeldMail.person_id == person_id).order_by(HeldMail.id)).all()
    begun = next((each.gathered_in for each in held if each.gathered_in), None)
    for each in held:
        if begun is None:
            each.gathered_in = held[0].id
    return [each for each in held if begun in (None, each.gathered_in)]


@command
def _forget(batch: UUID | None) -> None:
    session.execute(delete(HeldMail).where(HeldMail.gathered_in == batch))
