"""A nudge: what an author alone is told before a text goes out that would likely hurt. It decides and keeps nothing.

The rule is short on purpose, so that anybody can read it: words that are said to wound, in French and English, and
shouting. Quotations and code are left out: whoever quotes an insult to speak of it is not told anything.
"""

from __future__ import annotations

import re

from flask_babel import gettext as _

from app.core.folding import fold

SHOUTED = 0.7
SHORTEST_SHOUT = 25
"""Letters; below that capitals are an abbreviation or a title."""

_WOUNDING = re.compile(
    r"""\b(
        abruti e? s? | andouilles? | bouffon(ne)?s? | branleu(r|se)s? | casse[ -]toi | conna(rd|sse)s? | couillons?
      | cretin e? s? | debile s? | degage | encule e? s? | espece\ de | ferme[ -]la | gros\ nuls? | idiot e? s?
      | imbeciles? | incapable s? | mongol(ien)?s? | pauvre\ type | salaud s? | salope s? | tais[ -]toi
      | ta\ gueule | tocard e? s? | tu\ (es|sers)\ (nulle?|a\ rien)
      | arsehole s? | asshole s? | bastard s? | bitch(es)? | bloody\ useless | dickhead s? | dumbass(es)?
      | fuck\ (off|you) | get\ lost | loser s? | moron s? | piece\ of\ shit | shut\ (the\ \w+\ )?up | stupid
      | twat s? | useless\ idiot | you\ are\ (useless|pathetic|an?\ (idiot|joke))
    )\b""",
    re.VERBOSE,
)
_LEFT_OUT = re.compile(r"```.*?(```|\Z)|`[^`\n]*`|^>.*$|https?://\S+", re.DOTALL | re.MULTILINE)


def advise(text: str) -> str | None:
    """What to tell the author, or None."""
    own = _LEFT_OUT.sub(" ", text)
    found = _WOUNDING.search(fold(own))
    if found:
        words: str = _(
            "“%(word)s” may hurt whoever reads it. You can say it otherwise, or send it as it is. Only you see this.",
            word=found[0],
        )
        return words
    if _is_shouted(own):
        return str(_("Capitals read as shouting. You can write it otherwise, or send it as it is. Only you see this."))
    return None


def _is_shouted(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= SHORTEST_SHOUT and sum(map(str.isupper, letters)) >= SHOUTED * len(letters)
