"""The words of reactions: what each is called, its icon, and which one stands first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import LazyString, lazy_gettext

from app.feed.models import ReactionName


@dataclass(frozen=True)
class Word:
    """A reaction as people read it."""

    name: str
    label: LazyString | str
    icon: str


WORDS = (
    Word(ReactionName.THANKS, lazy_gettext("Thanks"), "hand-heart"),
    Word(ReactionName.INSIGHTFUL, lazy_gettext("Useful"), "lightbulb"),
    Word(ReactionName.CELEBRATE, lazy_gettext("Bravo"), "party-popper"),
    Word(ReactionName.LIKE, lazy_gettext("Agreed"), "thumbs-up"),
    Word(ReactionName.SUPPORT, lazy_gettext("With you"), "heart-handshake"),
    Word(ReactionName.FUNNY, lazy_gettext("Funny"), "smile"),
)


def words() -> tuple[Word, ...]:
    """All of them in the reader's language."""
    return tuple(replace(word, label=str(word.label)) for word in WORDS)


def leading(counts: Mapping[str, int], among: Sequence[Word] = WORDS) -> Word:
    """The word that most people said; thanks where nobody said anything."""
    return max(among, key=lambda word: counts.get(word.name, 0))
