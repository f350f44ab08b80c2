"""What home says of votes and judgements that wait for a person."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.times import time_in_words
from app.core.waiting import Waiting
from app.decisions.queries import list_waiting
from app.decisions.queries.waiting import Waiting as Found

MOST = 3


def list_what_waits(viewer: Person) -> list[Waiting]:
    """Votes first, the first to close before the others."""
    return [_told(found) for found in list_waiting(viewer, limit=MOST)]


def _told(found: Found) -> Waiting:
    url = f"/proposals/{found.proposal_id}"
    if found.closes_at is None:
        detail = _("The committee’s word is asked for.")
        return Waiting(_("Judgement"), "landmark", found.title, detail, _("Read and judge"), f"{url}#committee")
    until = _("until %(moment)s", moment=time_in_words(found.closes_at))
    return Waiting(_("Vote"), "vote", found.title, until, _("Vote now"), f"{url}#ballot", found.closes_at)
