"""Questions about links, for rooms above."""

from __future__ import annotations

from typing import Any

from app.core.hooks import Hook
from app.links.shelves import Shelf

shows_previews: Hook[[], bool] = Hook("shows_previews", "Does the house show what links in posts and messages lead to?")
linked_texts: Hook[[], Shelf[Any]] = Hook(
    "linked_texts", "Which kind of text has its first link shown, and where is that kept?"
)
