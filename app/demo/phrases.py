"""Plausible French for a large company: names and sentences put together from the demo's phrases."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from app.demo.story import read

SLOT = re.compile(r"\{([A-Za-z]+)\}")


class Phrases:
    """Gives names and sentences by chance; the same chance gives the same words."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._written: dict[str, Any] = read("phrases.toml")

    def one_of(self, name: str) -> str:
        """One of the words of a list, such as a title or a site."""
        return str(self._random.choice(self._written[name]))

    def person(self) -> str:
        """A first and a last name."""
        return f"{self.one_of('first_names')} {self.one_of('last_names')}"

    def place(self, kind: str) -> str:
        """The name of a group or a department."""
        parts = self._written[f"{kind}_parts"]
        return f"{self._random.choice(parts['heads'])} {self._random.choice(parts['tails'])}"

    def post(self) -> str:
        """A post of one or two sentences."""
        closing = f" {self._random.choice(self._written['posts']['closings'])}" if self._random.random() < 0.3 else ""
        return self._filled(self._random.choice(self._written["posts"]["frames"]) + closing)

    def comment(self) -> str:
        """A short answer."""
        return self._filled(self._random.choice(self._written["comments"]["frames"]))

    def _filled(self, frame: str) -> str:
        used: set[str] = set()

        def word(match: re.Match[str]) -> str:
            slot = match[1]
            found = self._word(slot.lower(), used)
            return found[0].upper() + found[1:] if slot[0].isupper() else found

        return SLOT.sub(word, frame)

    def _word(self, slot: str, used: set[str]) -> str:
        words = self._written["first_names"] if slot == "prenom" else self._written["words"][slot]
        found = str(self._random.choice([word for word in words if word not in used] or words))
        used.add(found)
        return found
