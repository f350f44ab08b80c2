"""Where events are begun, and changed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.agenda.models import Event
from app.agenda.policy import visible_to
from app.agenda.services.texts import LONGEST_BODY
from app.drafts.places import Place, among, at_named

BESIDE = 2_000
"""Characters for the title, the place, the link and the times."""

DRAFTED = (
    Place("new-event", LONGEST_BODY + BESIDE, _l("A new event"), "/events/new"),
    Place(
        "event",
        LONGEST_BODY + BESIDE,
        _l("Changes to an event"),
        open_to=among(Event.id, visible_to),
        find=at_named("/events/{id}/edit", Event.id, Event.title),
    ),
)
