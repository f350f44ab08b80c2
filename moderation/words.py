"""The words of moderation in both languages: categories, measures, outcomes and places, as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.richtext import plain_body, shortened
from app.people.models import Contact
from moderation.clocks import DAY, HOUR
from moderation.models import (
    AppealOutcome,
    CaseItem,
    CaseState,
    Category,
    Decision,
    EventKind,
    Measure,
    PlaceKind,
    RumourState,
    TargetKind,
)
from moderation.targets import WRITTEN

EXCERPT = 60
WITH_SIGNS = 3  # times as long as what is quoted: reading all of a long text takes time, and quotes nothing more

CATEGORIES: dict[Category, LazyString] = {
    Category.HARASSMENT: _l("Harassment, repeated remarks"),
    Category.SEXUAL: _l("Sexual or sexist words or acts"),
    Category.DISCRIMINATION: _l("Discrimination"),
    Category.THREAT: _l("Threat, danger"),
    Category.RUMOUR: _l("Rumour, doubtful claim"),
    Category.CONFIDENTIALITY: _l("Something confidential"),
    Category.SPAM: _l("Advertising, off topic"),
    Category.OTHER: _l("Something else"),
}

TARGETS: dict[TargetKind, LazyString] = {
    TargetKind.POST: _l("A post"),
    TargetKind.COMMENT: _l("A comment"),
    TargetKind.MESSAGE: _l("A message"),
    TargetKind.PERSON: _l("A person"),
    TargetKind.GROUP: _l("A group"),
    TargetKind.FILE: _l("A file"),
    TargetKind.PROPOSAL: _l("A proposal"),
    TargetKind.EVENT: _l("An event"),
    TargetKind.PAGE: _l("A page of knowledge"),
}

MEASURES: dict[Measure, LazyString] = {
    Measure.DISMISS: _l("No measure"),
    Measure.REMIND: _l("Reminder of the article"),
    Measure.HIDE: _l("Hide until reviewed"),
    Measure.NO_CONTACT: _l("No-contact order"),
    Measure.SUSPEND: _l("Suspension"),
}

CONTACTS: dict[Contact, LazyString] = {
    Contact.MESSAGE: _l("By a message"),
    Contact.MENTION: _l("By a mention"),
    Contact.COMMENT: _l("By a comment"),
    Contact.REACTION: _l("By a reaction"),
    Contact.VOTE: _l("By a vote"),
    Contact.SHARE: _l("By sharing a post"),
    Contact.PRAISE: _l("By praise"),
    Contact.INVITATION: _l("By an invitation"),
}

OUTCOMES: dict[AppealOutcome, LazyString] = {
    AppealOutcome.UPHOLD: _l("The decision stands"),
    AppealOutcome.AMEND: _l("The decision is amended"),
    AppealOutcome.OVERTURN: _l("The decision is overturned"),
}

RUMOURS: dict[RumourState, LazyString] = {
    RumourState.UNVERIFIED: _l("Not verified"),
    RumourState.CONFIRMED: _l("Confirmed"),
    RumourState.FALSE: _l("False"),
    RumourState.DISPUTED: _l("Disputed"),
}

SINCE: dict[str, LazyString] = {
    "deleted": _l("deleted since"),
    "hidden": _l("hidden since then"),
    "edited": _l("edited since"),
}


def place_words(item: CaseItem) -> str:
    """Where a reported thing stands; of a secret group not which."""
    words: dict[PlaceKind, str] = {
        PlaceKind.ITSELF: "",
        PlaceKind.HOUSE: _("the whole house"),
        PlaceKind.GROUP: item.place,
        PlaceKind.SECRET_GROUP: _("a secret group"),
        PlaceKind.CONVERSATION: _("a conversation"),
    }
    return words[PlaceKind(item.place_kind)]


STATES: dict[CaseState, LazyString] = {
    CaseState.OPEN: _l("Received"),
    CaseState.CLAIMED: _l("Being looked into"),
    CaseState.DECIDED: _l("Decided"),
    CaseState.CLOSED: _l("Closed"),
}

EVENTS: dict[EventKind, LazyString] = {
    EventKind.REPORTED: _l("Report received"),
    EventKind.VIEWED: _l("File read"),
    EventKind.CLAIMED: _l("Case taken"),
    EventKind.RELEASED: _l("Case let go"),
    EventKind.ASSIGNED: _l("Case handed on"),
    EventKind.NOTED: _l("Written into the file"),
    EventKind.PROPOSED: _l("Measure proposed, a second person is awaited"),
    EventKind.DECIDED: _l("Decision taken"),
    EventKind.NOTIFIED: _l("Both sides told"),
    EventKind.APPEALED: _l("Decision contested"),
    EventKind.APPEAL_DECIDED: _l("Appeal judged"),
    EventKind.REOPENED: _l("Case opened again"),
    EventKind.CLOSED: _l("Case closed"),
}


def short_time(seconds: float) -> str:
    """Working time as it stands in a ring: minutes, hours, or working days; with a minus where it is over."""
    sign, minutes = "−" if seconds < 0 else "", ceil(abs(seconds) / 60)
    if minutes < 60:
        return str(_("%(sign)s%(num)d min", sign=sign, num=minutes))
    if minutes * 60 >= DAY:
        return str(_("%(sign)s%(num)d d", sign=sign, num=round(minutes * 60 / DAY)))
    hours, rest = divmod(minutes, 60)
    if rest and hours < 3:
        return str(_("%(sign)s%(hours)d h %(minutes)02d", sign=sign, hours=hours, minutes=rest))
    return str(_("%(sign)s%(num)d h", sign=sign, num=round(minutes * 60 / HOUR)))


def time_left(seconds: float) -> str:
    """The same said in full, for those who do not see the ring."""
    if seconds < 0:
        return str(_("%(time)s of working time late", time=short_time(-seconds)))
    return str(_("%(time)s of working time left", time=short_time(seconds)))


def order(decision: Decision) -> str:
    """Between whom a no-contact order is, and whether it binds both."""
    if decision.person is None or decision.other is None:
        return ""
    person, other = decision.person.name, decision.other.name
    if len(decision.bound) == 1:
        return str(_("%(person)s must not contact %(other)s.", person=person, other=other))
    return str(_("%(person)s and %(other)s must not contact each other.", person=person, other=other))


def no_such_copy() -> str:
    """What is said where an address leads to nothing that one sees."""
    return str(_("There is no such post or comment, or you do not see it."))


def everything() -> str:
    """All that the person concerned wrote in a case."""
    return str(_("Everything this person wrote here"))


def author_of_it() -> str:
    """Whom a measure is for unless somebody is named."""
    return str(_("Whoever wrote it"))


def excerpt(item: CaseItem) -> str:
    """A reported thing in a list to choose from."""
    kind, text = TargetKind(item.target_type), item.evidence[-1].text if item.evidence else ""
    return f"{TARGETS[kind]} · {quote(kind, text, EXCERPT, lines=False)}"


def quote(kind: TargetKind, text: str, limit: int, *, lines: bool = True) -> str:
    """What a reported thing says in at most `limit` characters, without the signs of the Markdown it is written in."""
    begun = text[: limit * WITH_SIGNS]
    plain = plain_body(begun, lines=lines) if kind in WRITTEN else ""
    return shortened(plain + ("…" if len(begun) < len(text) else ""), limit) if plain else shortened(text, limit)


def days(choices: Iterable[int]) -> list[tuple[int, str]]:
    """Numbers of days to choose from."""
    return [(number, ngettext("%(num)d day", "%(num)d days", number)) for number in choices]
