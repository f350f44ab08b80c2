"""The words of reactions in conversations: what each is called, and its icon."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from app.chat.models import Reaction


@dataclass(frozen=True)
class Word:
    """A reaction as people read it."""

    name: str
    label: LazyString
    icon: str


WORDS = (
    Word(Reaction.LIKE, lazy_gettext("Agreed"), "thumbs-up"),
    Word(Reaction.THANKS, lazy_gettext("Thanks"), "hand-heart"),
    Word(Reaction.CELEBRATE, lazy_gettext("Bravo"), "party-popper"),
    Word(Reaction.INSIGHTFUL, lazy_gettext("Useful"), "lightbulb"),
    Word(Reaction.SUPPORT, lazy_gettext("With you"), "heart-handshake"),
    Word(Reaction.FUNNY, lazy_gettext("Funny"), "smile"),
)
