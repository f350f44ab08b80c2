"""Where events are begun, and changed."""

from __future__ import annotations

from app.agenda.models import Event
from app.agenda.policy import visible_to
from app.agenda.services.texts import LONGEST_BODY
from app.drafts.places import Place, among

BESIDE = 2_000
"""Characters for the title, the place, the link and the times."""

DRAFTED = (
    Place("new-event", LONGEST_BODY + BESIDE),
    Place("event", LONGEST_BODY + BESIDE, among(Event.id, visible_to)),
)
