"""Folding: names without case and accents, as people are sorted and looked for, and as they stay on their line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""Whatever could end a line or a header, steer a terminal, or turn the direction in which the rest is read."""
MOST_WORDS = 12  # each is a condition, and a database bears only so many
LONGEST_WORD = 1000
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


def fold(text: str) -> str:
    """The text in lower case without accents, its words one space apart: "Éléonore  d’Œdipe" is "eleonore d'oedipe"."""
    return " ".join(unaccented(text).split())


def unaccented(text: str) -> str:
    """The same with its spaces as they are: sign for sign what the text's signs give one by one."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES).replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The folded words by which a name is looked for; those that no name has so many of are left out.

    A word longer than any name is cut: it still begins none, and databases refuse to compare with longer patterns.
    """
    return [word[:LONGEST_WORD] for word in fold(text).split()[:MOST_WORDS]]


def each_begins(q: str, words: Collection[str]) -> bool:
    """Whether each word looked for begins one of these folded words, as it does where nothing is looked for."""
    return all(any(word.startswith(wanted) for word in words) for wanted in words_of(q))


def one_line(text: str) -> str:
    """The text as a name or a heading: on one line, which nothing in it leaves; the spaces of typography are kept."""
    return CONTROLS.sub(" ", text).strip()


def slug(text: str, *, most: int = 80, otherwise: str = "x") -> str:
    """The text as a part of an address: letters, digits and hyphens."""
    plain = fold(text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].rstrip("-") or otherwise
