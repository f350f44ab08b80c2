"""What home says to those who moderate: that something waits, and until when; nothing of what or of whom."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Person
from app.core.paging import MOST
from app.core.waiting import Waiting
from moderation import policy, words
from moderation.queries import QueueItem, list_queue


def list_what_waits(viewer: Person) -> list[Waiting]:
    """The queue in one line: what is free, or one's own."""
    if not policy.can_moderate(viewer):
        return []
    free = [item for item in list_queue(viewer, limit=MOST).items if _is_for(viewer, item)]
    return [_told(free)] if free else []


def _is_for(viewer: Person, item: QueueItem) -> bool:
    return item.assignee is None or item.assignee.id == viewer.id


def _told(items: list[QueueItem]) -> Waiting:
    count = ngettext("%(num)d thing to look into", "%(num)d things to look into", len(items))
    first = words.time_left(items[0].left_seconds)
    return Waiting(_("Moderation"), "scale", count, first, _("Open the queue"), "/moderation", items[0].due_at)
