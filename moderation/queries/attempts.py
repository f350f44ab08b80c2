"""What was tried in spite of a no-contact order, for who reads the file of the case in which it was given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Person
from app.core import clock
from app.core.paging import DEFAULT_LIMIT, Page
from app.people import attempted
from app.people.attempted import Bond
from app.people.models import Contact
from moderation.models import Decision, Measure


@dataclass(frozen=True)
class Attempt:
    """That one of two people tried to reach the other within a minute, by what, and how often; it was refused."""

    person: Person
    other: Person
    kind: Contact
    at: datetime
    tries: int


def attempts_under(decision: Decision, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Attempt]:
    """What was tried while an order held, the newest first; the caller has found that the viewer may see its case."""
    page = attempted.list_attempts(_bonds(decision), limit=limit, cursor=cursor)
    both = {person.id: person for person in (decision.person, decision.other) if person}
    found = [
        Attempt(both[row.person_id], both[row.other_id], Contact(row.kind), row.at, row.tries) for row in page.items
    ]
    return Page(found, page.next)


def count_attempts_under(decision: Decision) -> int:
    """How often it was tried in all."""
    return attempted.count_attempts(_bonds(decision))


def _bonds(decision: Decision) -> Collection[Bond]:
    """Whom the order bound, and how long; nobody where it is none, waits for a second person, or one has gone."""
    person, other, since = decision.person, decision.other, decision.in_force_at
    if decision.measure != Measure.NO_CONTACT or since is None or person is None or other is None:
        return []
    names = {person.id: other.id, other.id: person.id}
    return [
        Bond(effect.target_id, names[effect.target_id], since, effect.ended_at or effect.until or clock.now())
        for effect in decision.effects
    ]
