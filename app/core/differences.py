"""What changed between the versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Literal

MOST_PAIRS = 1_000_000  # words of the one times words of the other: beyond this, comparing would take too long
MOST_TOGETHER = 4 * MOST_PAIRS  # the same for all versions of a text
_WORDS = re.compile(r"\s*\S+|\s+")

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Version:
    """One version and how it differs from the one before it."""

    written_at: datetime
    pieces: list[Piece]


def versions_of(texts: Sequence[tuple[datetime, str]]) -> list[Version]:
    """Each version of a text, newest first, with what changed in it; they are given oldest first, with their times."""
    first = Version(texts[0][0], [Piece("same", texts[0][1])])
    most = min(MOST_PAIRS, MOST_TOGETHER // len(texts))
    later = [Version(at, list(compare(before, after, most_pairs=most))) for (_, before), (at, after) in pairwise(texts)]
    return [*reversed(later), first]


def compare(before: str, after: str, *, most_pairs: int = MOST_PAIRS) -> Iterator[Piece]:
    """The pieces that turn one text into the other; where much has changed, what lies between the ends that stayed."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    yield from _piece("same", old[:start])
    yield from _changes(old[start : len(old) - end], new[start : len(new) - end], most_pairs)
    yield from _piece("same", old[len(old) - end :])


def _changes(old: Sequence[str], new: Sequence[str], most_pairs: int) -> Iterator[Piece]:
    if len(old) * len(new) > most_pairs:
        yield from (*_piece("removed", old), *_piece("added", new))
        return
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from _piece("same", old[old_from:old_to])
            continue
        yield from _piece("removed", old[old_from:old_to])
        yield from _piece("added", new[new_from:new_to])


def _piece(kind: Kind, words: Sequence[str]) -> Iterator[Piece]:
    if words:
        yield Piece(kind, "".join(words))


def _same_at_start(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words the two have in common before they differ."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
