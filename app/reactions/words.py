"""The words as people read them: those that are offered, those that are shown, and which one stands first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

USEFUL = "insightful"
"""The word that says that an answer helped."""


@dataclass(frozen=True)
class Word:
    """A word of reactions."""

    name: str
    label_fr: str
    label_en: str
    icon: str
    is_offered: bool

    def label(self, language: str) -> str:
        """What it is called in this language."""
        return self.label_fr if language == "fr" else self.label_en


@dataclass(frozen=True)
class Said:
    """What was said of one thing, word by word, and the word that stands first."""

    leading: Word
    counts: tuple[tuple[Word, int], ...]

    @property
    def total(self) -> int:
        """How often something was said."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class Words:
    """All words in their order, those that are no longer offered among them."""

    all: tuple[Word, ...]

    @cached_property
    def version(self) -> int:
        """The same for the same words, in this process: what shows them is kept under it."""
        return hash(self.all)

    @cached_property
    def offered(self) -> tuple[Word, ...]:
        """Those that may be said."""
        return tuple(word for word in self.all if word.is_offered)

    def shown(self, counts: Mapping[str, int]) -> tuple[Word, ...]:
        """Those that may be said, and behind them those that were said here while they could be."""
        return self.offered + tuple(word for word in self.all if not word.is_offered and counts.get(word.name))

    def leading(self, counts: Mapping[str, int]) -> Word:
        """The word that most people said of those that may be said; the first where nobody said any."""
        return max(self.offered, key=lambda word: counts.get(word.name, 0))

    def said(self, counts: Mapping[str, int]) -> Said:
        """These counts in words, to be shown."""
        return Said(self.leading(counts), tuple((word, counts.get(word.name, 0)) for word in self.shown(counts)))

    def find(self, name: str) -> Word | None:
        """The word of this name, offered or not."""
        return next((word for word in self.all if word.name == name), None)
