"""The words of moderation in both languages: categories, measures, outcomes and places, as people read them."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from moderation.models import AppealOutcome, CaseItem, Category, Measure, PlaceKind, RumourState, TargetKind

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
}

MEASURES: dict[Measure, LazyString] = {
    Measure.DISMISS: _l("No measure"),
    Measure.REMIND: _l("Reminder of the article"),
    Measure.HIDE: _l("Hide until reviewed"),
    Measure.SUSPEND: _l("Suspension"),
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
    "hidden": _l("hidden since"),
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
