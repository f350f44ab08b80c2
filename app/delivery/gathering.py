"""Several mails as one: what waited while its reader kept quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.house import absolute
from app.core.language import DEFAULT
from app.core.richtext import shortened
from app.delivery.letters import Act, Entry, Letter, Part

MOST = 20
LONGEST_TEXT = 180


def letter_of_several(person: Person, letters: Sequence[tuple[UUID, Letter]]) -> Letter | None:
    """One letter for those of several notifications; of one alone its own, None where nothing is left to tell."""
    if len(letters) <= 1:
        return replace(letters[0][1], not_before=None) if letters else None
    told: set[UUID] = set()
    entries = []
    for notification_id, letter in letters:
        entries.append(_entry(notification_id, letter, is_more=notification_id in told))
        told.add(notification_id)
    with force_locale(person.language or DEFAULT):
        return _together(person, entries, letters)


def _entry(notification_id: UUID, letter: Letter, *, is_more: bool) -> Entry:
    """What one of them says, with how it begins; one more deed of the same stands under the name of who did it."""
    quote = letter.quote
    text = shortened(" ".join(quote.text.split()), LONGEST_TEXT) if quote else ""
    title = quote.author if quote and is_more else letter.subject
    return Entry(title, f"/notifications/{notification_id}", text, quote.place if quote else "")


def _together(person: Person, entries: list[Entry], letters: Sequence[tuple[UUID, Letter]]) -> Letter:
    more = len(entries) - MOST
    ways_out = {letter.unsubscribe for _id, letter in letters}
    return Letter(
        address=person.email,
        name=person.name,
        language=person.language or DEFAULT,
        person_id=person.id,
        subject=ngettext("%(num)d thing waited for you", "%(num)d things waited for you", len(entries)),
        paragraphs=[],
        parts=[Part(_("While you kept quiet"), entries[:MOST])],
        act=Act(_("See all that waits"), absolute("/notifications")),
        notes=[
            *([ngettext("%(num)d more waits there.", "%(num)d more wait there.", more)] if more > 0 else []),
            _("They came while you were not to be told, and so come as one mail."),
        ],
        settings=Act(_("Change what comes to me"), absolute("/notifications/settings")),
        unsubscribe=ways_out.pop() if len(ways_out) == 1 else None,
    )
