"""What home says of announcements that wait for the viewer to confirm them."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.times import time_in_words
from app.core.waiting import Waiting
from app.feed.queries import Unconfirmed, glimpse_unconfirmed

LONGEST_TITLE = 80


def list_what_waits(viewer: Person) -> list[Waiting]:
    """The announcements to confirm, the first to be late before the others."""
    return [_told(announcement) for announcement in glimpse_unconfirmed(viewer)]


def _told(waiting: Unconfirmed) -> Waiting:
    kind = _("To read")
    if waiting.deadline:
        kind = _("To read before %(moment)s", moment=time_in_words(waiting.deadline))
    first_line = waiting.body.strip().partition("\n")[0]
    title = waiting.title or first_line[:LONGEST_TITLE] or _("Post by %(name)s", name=waiting.author_name)
    detail = waiting.author_name if not waiting.group_name else f"{waiting.author_name} · {waiting.group_name}"
    return Waiting(kind, "megaphone", title, detail, _("Read"), f"/posts/{waiting.post_id}", waiting.deadline)
