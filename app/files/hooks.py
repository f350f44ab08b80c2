"""Questions that files ask of rooms above them."""

from __future__ import annotations

from app.accounts.models import Person
from app.core.hooks import Hook
from app.files.models import Holder

holder_seen: Hook[[Person, Holder], bool] = Hook(
    "holder_seen", "May this person see this thing, on which a file hangs? False for the things of other rooms."
)

words_bound: Hook[[Holder], bool] = Hook(
    "words_bound", "Was this thing judged as it is, so that what its pictures are said to show no longer changes?"
)
