"""Handles: by what people are named in texts, and what no person is named by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import chain, count

EVERYBODY = frozenset({"tous", "all", "everyone", "channel"})
"""What calls everybody in a conversation, whatever language its people read: nobody has one of these as a handle."""


def free_handle(wish: str, *, taken: Container[str]) -> str:
    """A handle that is as wished for, or as near to it as those that are taken and the words for everybody allow."""
    base = base_of(wish)
    numbered = chain([base], (f"{base}{number}" for number in count(2)))
    return next(handle for handle in numbered if handle not in taken and handle not in EVERYBODY)


def base_of(wish: str) -> str:
    """What a handle begins with that is wished for in any signs."""
    plain = unicodedata.normalize("NFKD", wish.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._-]+", "", plain).lstrip("._-")[:50] or "person"
