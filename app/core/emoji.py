"""Emoji by their short names (`:tada:`, `:visage_rieur:`), as the picker's data tells them in two languages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "static/vendor/emoji"


def find_emoji(code: str) -> str | None:
    """The emoji of a short name, without its colons; None for a name that is none."""
    return _codes().get(code)


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for language in ("fr", "en"):  # a name that both have means what it means in English
        for each in json.loads((FOLDER / f"{language}.json").read_text("utf-8")):
            codes |= dict.fromkeys(each.get("shortcodes", ()), each["emoji"])
    return codes
