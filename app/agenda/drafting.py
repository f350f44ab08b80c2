"""Where events are begun, and changed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.accounts.models import Person
from app.agenda.models import Event
from app.agenda.policy import visible_to
from app.agenda.services.texts import LONGEST_BODY
from app.core.db import session
from app.drafts.places import Place, Spot, among

BESIDE = 2_000
"""Characters for the title, the place, the link and the times."""


def _changes(_person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
    events = session.execute(select(Event.id, Event.title).where(Event.id.in_(ids)))
    return {event.id: Spot(f"/events/{event.id}/edit", event.title) for event in events}


DRAFTED = (
    Place("new-event", LONGEST_BODY + BESIDE, _l("A new event"), "/events/new"),
    Place(
        "event",
        LONGEST_BODY + BESIDE,
        _l("Changes to an event"),
        open_to=among(Event.id, visible_to),
        find=_changes,
    ),
)
