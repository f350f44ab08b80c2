"""Questions that files ask of rooms above them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.accounts.models import Person
from app.core.hooks import Hook
from app.files.models import Holder

holder_seen: Hook[[Person, Holder], bool] = Hook(
    "holder_seen", "May this person see this thing, on which a file hangs? False for the things of other rooms."
)

words_bound: Hook[[Holder], bool] = Hook(
    "words_bound", "Was this thing judged as it is, so that what its pictures are said to show no longer changes?"
)

keeps_for_others: Hook[[], str] = Hook(
    "keeps_for_others",
    "Which kind of your things keeps files whose owners may have deleted what they hung on? It counts against nobody.",
)


@dataclass(frozen=True)
class Place:
    """Where a file hangs, in words ("in a post") and as an address."""

    words: str
    url: str


places_of: Hook[[Person, Collection[Holder]], Mapping[Holder, Place]] = Hook(
    "places_of", "Where are those of these things that are yours and that this viewer may see?"
)
