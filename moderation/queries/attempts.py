"""What was tried in spite of a no-contact order, for who reads the file of the case in which it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.core import clock
from app.people.models import Contact
from app.people.queries import list_attempts
from moderation.models import Decision, Measure


@dataclass(frozen=True)
class Attempt:
    """That one of two people tried to reach the other within a minute, by what, and how often; it was refused."""

    person: Person
    other: Person
    kind: Contact
    at: datetime
    tries: int


def attempts_under(decision: Decision) -> Sequence[Attempt]:
    """What was tried while an order held, the newest first; the caller has found that the viewer may see its case."""
    if decision.measure != Measure.NO_CONTACT or decision.in_force_at is None:
        return []
    if decision.person is None or decision.other is None:
        return []
    both = {decision.person.id: decision.person, decision.other.id: decision.other}
    found = []
    for effect in decision.effects:
        (other,) = [person for person in both.values() if person.id != effect.target_id]
        until = effect.ended_at or effect.until or clock.now()
        rows = list_attempts(effect.target_id, other.id, since=decision.in_force_at, until=until)
        person = both[effect.target_id]
        found += [Attempt(person, other, Contact(row.kind), row.at, row.tries) for row in rows]
    return sorted(found, key=lambda attempt: attempt.at, reverse=True)
