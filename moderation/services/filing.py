"""The file of a case: what happens to it, written down for ever, and its row held for the length of a command."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.core import audit, clock, richtext
from app.core.db import hold, session
from app.core.errors import Invalid
from moderation.models import Case, CaseEvent, EventKind, FactSide

GENESIS = "0" * 64


def lock(case: Case) -> None:
    """Keep other writers away from the case until the transaction ends, and read it as it is now."""
    hold(case)


def note_event(
    case: Case,
    kind: EventKind,
    *,
    actor_id: UUID | None,
    body: str = "",
    side: FactSide | None = None,
    happened_at: datetime | None = None,
) -> CaseEvent:
    """Append to the file, inside a running command that holds the case, and to the audit log beside it."""
    last = select(CaseEvent.hash).where(CaseEvent.case_id == case.id, CaseEvent.number == case.last_event)
    case.last_event += 1
    entry = CaseEvent(
        case_id=case.id,
        number=case.last_event,
        kind=kind,
        actor_id=actor_id,
        at=clock.now(),
        body=body,
        side=side,
        happened_at=happened_at,
        previous=session.scalar(last) or GENESIS,
    )
    entry.hash = digest(entry)
    session.add(entry)
    audit.write(f"case.{kind}", actor_id=actor_id, target=f"case:{case.id}", event=entry.number, hash=entry.hash)
    return entry


def digest(entry: CaseEvent) -> str:
    """The hash that binds an event to the one before it; its moments are hashed as they are kept, in UTC."""
    moments = [moment.astimezone(UTC).isoformat() if moment else None for moment in (entry.at, entry.happened_at)]
    actor = str(entry.actor_id) if entry.actor_id else None
    values = [str(entry.case_id), entry.number, str(entry.kind), actor, *moments, entry.body, entry.side]
    return hashlib.sha256(json.dumps([*values, entry.previous]).encode()).hexdigest()


def faults() -> Iterator[str]:
    """What breaks the chains of the files, in sentences; nothing where they hold."""
    number, previous, case_id = 0, GENESIS, None
    for entry in session.scalars(select(CaseEvent).order_by(CaseEvent.case_id, CaseEvent.number)):
        if entry.case_id != case_id:
            number, previous, case_id = 0, GENESIS, entry.case_id
        if entry.number != number + 1:
            yield f"event {number + 1} of case {entry.case_id} is missing"
        if entry.previous != previous or entry.hash != digest(entry):
            yield f"event {entry.number} of case {entry.case_id} was changed"
        number, previous = entry.number, entry.hash


def examine() -> str | None:
    """The first fault, for `parvis check`."""
    return next(faults(), None)


def checked_words(text: str, field: str, *, longest: int) -> str:
    """Words that can be kept, under their field's name where they cannot; raises Invalid."""
    try:
        words = richtext.checked(text).strip()
    except richtext.UnfitText:
        raise Invalid(**{field: _("This text has characters that cannot be kept.")}) from None
    if not words:
        raise Invalid(**{field: _("Write something first.")})
    if len(words) > longest:
        raise Invalid(**{field: _("At most %(most)d characters.", most=longest)})
    return words
