"""What home says to communication: approved words without a date, and publications that need a human."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.waiting import Waiting
from app.outreach import policy, queries
from app.outreach.models import LibraryItem, Publication, State
from app.outreach.presenting import STATES

MOST = 3


def list_what_waits(viewer: Person) -> list[Waiting]:
    """What went wrong before what has not begun."""
    if not policy.can_publish(viewer):
        return []
    stuck = [_stuck(publication) for publication in queries.list_stuck(limit=MOST)]
    return stuck + [_unscheduled(item) for item in queries.list_unscheduled(limit=MOST)]


def _stuck(publication: Publication) -> Waiting:
    state, title = str(STATES[State(publication.state)][0]), publication.item.title
    url = f"/outreach/publications/{publication.id}"
    return Waiting(state, "radio-tower", title, publication.channel.name, _("Look at it"), url)


def _unscheduled(item: LibraryItem) -> Waiting:
    detail = _("Approved, and not set to go out yet.")
    url = f"/outreach/items/{item.id}"
    return Waiting(_("Share outside"), "radio-tower", item.title, detail, _("Choose a date"), url, item.valid_until)
