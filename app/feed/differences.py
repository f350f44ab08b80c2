"""What changed between the versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from app.feed.models import Comment, Post

MOST_WORDS = 4_000  # beyond this, comparing would take seconds: the two texts are shown whole
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


def versions_of(written: Post | Comment, former: Sequence[tuple[datetime, str, str]]) -> list[Version]:
    """Every version of a post or a comment, newest first; titles stand above their texts."""
    title = written.title if isinstance(written, Post) else ""
    all_of_them = [*former, (written.edited_at or written.published_at, title, written.body)]
    texts = [f"{title}\n\n{body}" if title else body for _, title, body in all_of_them]
    first = Version(all_of_them[0][0], [Piece("same", texts[0])])
    later = [
        Version(at, list(compare(before, after)))
        for (at, _, _), before, after in zip(all_of_them[1:], texts, texts[1:], strict=False)
    ]
    return [*reversed(later), first]


def compare(before: str, after: str) -> Iterator[Piece]:
    """The pieces that turn one text into the other."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        yield from (Piece("removed", before), Piece("added", after))
        return
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece("removed", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("added", "".join(new[new_from:new_to]))
