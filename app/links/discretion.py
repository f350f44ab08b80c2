"""Which links the house asks who they are: none of its own, and none that looks as if it carried a secret.

Asking a page for its preview shows its address to the host behind it before anybody has followed it, and may use up
what works only once. A link looks as if it carried a secret when
1. it names an account (`https://ada:key@host/…`), or
2. a parameter is named like a secret (NAMED: token, key, signature, …) and has six characters or more, or
3. a parameter, whatever its name, looks drawn by lot: sixteen letters and digits or more, among which capitals, small
   letters and digits take turns every fourth character or more often, or
4. its path has such letters and digits on end, or a UUID: an invitation, a shared file, a note that is shown once.
The link itself stays in the text: only its preview is left out. Nothing but previews follows this rule.
"""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from app.core.house import is_own
from app.links.hooks import shows_previews

LONGEST_URL = 2_000
SHORTEST_NAMED, SHORTEST_DRAWN, LONGEST_TURN = 6, 16, 4
ON_END = re.compile(r"[A-Za-z0-9]+")
UNIQUE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NAMED = re.compile(
    r"token|secret|passw|pwd|signature|credential|session|apikey|ticket|nonce|jwt"
    r"|(?:^|[^a-z])(?:key|sig|auth|code|sid|otp|hash|hmac|invite|pass|access)(?:$|[^a-z])",
    re.IGNORECASE,
)


def shows_links() -> bool:
    """Whether the house shows previews at all; it does until the administration says otherwise."""
    return all(shows_previews.ask())


def may_be_asked(url: str) -> bool:
    """Whether the page behind a link may be asked for its preview."""
    try:
        return len(url) <= LONGEST_URL and not is_own(url) and not carries_secret(url)
    except ValueError:  # no address that anybody could follow
        return False


def carries_secret(url: str) -> bool:
    """Whether a link looks as if it carried a secret. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    sent = parse_qsl(parts.query.replace(";", "&")) + parse_qsl("&".join(parts.path.split(";")[1:]))
    is_named = "@" in parts.netloc or any(_is_secret(name, said) for name, said in sent)
    return is_named or any(map(_looks_drawn, ON_END.findall(parts.path))) or bool(UNIQUE.search(parts.path))


def _is_secret(name: str, said: str) -> bool:
    return bool(NAMED.search(name) and len(said) >= SHORTEST_NAMED) or _looks_drawn(said)


def _looks_drawn(said: str) -> bool:
    signs = [_kind(sign) for sign in said if sign.isalnum()]
    turns = sum(before != after for before, after in pairwise(signs))
    return len(signs) >= SHORTEST_DRAWN and turns * LONGEST_TURN >= len(signs)


def _kind(sign: str) -> str:
    return "digit" if sign.isdigit() else "capital" if sign.isupper() else "small"
