"""What happened to the words of reactions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReactionWordsChanged:
    """The administration added a word, changed one or its place, or took one out; every page shows them."""
