"""Folding: names without case and accents, as people are sorted and looked for."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


def fold(text: str) -> str:
    """The text in lower case without accents, its words one space apart: "Éléonore  d’Œdipe" is "eleonore d'oedipe"."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES).replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def slug(text: str, *, most: int = 80, otherwise: str = "x") -> str:
    """The text as a part of an address: letters, digits and hyphens."""
    plain = fold(text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].rstrip("-") or otherwise
