"""To whom mail may go, and who may read what became of it."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.policy import can_administer
from app.notifications.kinds import COMPULSORY, Kind


def can_be_written_to(person: Person, kind: Kind) -> bool:
    """Whose account is closed or suspended gets nothing but what they must."""
    return person.may_enter or kind in COMPULSORY


def can_read_mails(actor: Person) -> bool:
    """The administration reads which mails wait or failed; never what they say."""
    return can_administer(actor)
