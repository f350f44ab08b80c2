"""Which documents answer a query and in what order: words added up over the segments, for one viewer.

Only documents the viewer may find are counted, weighed or looked into, so that not even the order of the hits tells
of the others.
"""

import base64
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import NamedTuple

from search.engines import BadCursor, Query
from search.engines.whoosh.matching import Part, gather
from search.engines.whoosh.segments import Segment
from search.query import Term, Wanted

COUNTED = 1_000.0  # more than any sum of worths: documents with all the words come before those with some
USUAL_COUNT = 100_000
RECENCY = 0.05  # what a year is worth: less than any word
_YEAR = 365.25 * 24 * 3600 * 1_000_000
_ORIGIN = 1_577_836_800_000_000  # 2020, in microseconds


class Place(NamedTuple):
    """Where a hit stands: higher is earlier. The tie makes the order whole, whatever the segments."""

    score: float
    at: int
    tie: int


class Cursor(NamedTuple):
    """Where a page ended, and what each word was worth in it: a later page must weigh them alike."""

    place: Place
    worths: tuple[float, ...]

    def encoded(self) -> str:
        """The cursor as pages hand it out."""
        return base64.urlsafe_b64encode(json.dumps(self).encode()).decode()

    @classmethod
    def decoded(cls, text: str, words: int) -> "Cursor":
        """The cursor a page for so many words handed out. Raises BadCursor for anything else."""
        try:
            (score, at, tie), worths = json.loads(base64.urlsafe_b64decode(text))
            cursor = cls(Place(float(score), int(at), int(tie)), tuple(map(float, worths)))
        except (ValueError, TypeError, OverflowError, RecursionError) as fault:
            raise BadCursor("this cursor was not given out by a page") from fault
        if len(cursor.worths) != words:
            raise BadCursor("this cursor belongs to another search")
        return cursor


class Found(NamedTuple):
    """A hit and where to read it."""

    place: Place
    segment: Segment
    number: int


@dataclass(slots=True)
class Answer:
    """The hits that were asked for and one more, the counts by kind, and the words that nothing visible has."""

    found: list[Found] = field(default_factory=list)
    facets: Counter[str] = field(default_factory=Counter)
    worths: tuple[float, ...] = ()
    unknown: list[Term] = field(default_factory=list)
    complete: bool = True


def answer(shelves: Iterable[Sequence[Segment]], wanted: Wanted, query: Query) -> Answer:
    """Find, count and order. Words are worth the more, the fewer visible documents have them.

    Each shelf has a budget of its own, so that what stands on one takes nothing from another.
    """
    cursor = Cursor.decoded(query.cursor, len(wanted.terms)) if query.cursor is not None else None
    parts: list[Part] = []
    complete = True
    for segments in shelves:
        gathered, is_whole = gather(segments, wanted, query)
        parts += gathered
        complete &= is_whole
    seen = [sum(len(part.by_word[place]) for part in parts) for place in range(len(wanted.terms))]
    unknown = [term for term, count in zip(wanted.terms, seen, strict=True) if not count and complete]
    worths = cursor.worths if cursor else tuple(map(_worth, seen))
    result = Answer(worths=worths, unknown=unknown, complete=complete)
    for part in parts:
        kinds, kind_of = part.segment.kinds, part.segment.kind_of
        counts = Counter(map(kind_of.__getitem__, part.matching))
        result.facets.update({kinds[number]: count for number, count in counts.items()})
        chosen = part.matching
        if query.kinds:
            asked = {number for number, kind in enumerate(kinds) if kind in query.kinds}
            chosen = {document for document in chosen if kind_of[document] in asked}
        scores = _scores(part.by_word, chosen, worths)
        result.found += first(part.segment, scores, query.limit + 1, cursor.place if cursor else None)
    result.found = in_order(result.found)[: query.limit + 1]
    return result


def first(segment: Segment, scores: dict[int, float], limit: int, after: Place | None = None) -> list[Found]:
    """The first `limit` of the scored documents below the place `after`."""
    at_of, tie_of = segment.at_of, segment.tie_of
    if after is None:
        scores = _promising(segment, scores, limit)
    places = [
        (score + RECENCY * (at_of[number] - _ORIGIN) / _YEAR, at_of[number], tie_of[number], number)
        for number, score in scores.items()
    ]
    if after is not None:
        places = [place for place in places if place < (*after, -1)]
    return [Found(Place(score, at, tie), segment, number) for score, at, tie, number in nlargest(limit, places)]


def in_order(found: Iterable[Found]) -> list[Found]:
    """What was found in several segments, best first."""
    return sorted(found, key=lambda one: one.place, reverse=True)


def _promising(segment: Segment, scores: dict[int, float], limit: int) -> dict[int, float]:
    """The documents that can be among the first, told without working out each place."""
    if len(scores) <= 2 * limit:
        return scores
    least = nlargest(limit, scores.values())[-1] - RECENCY * segment.span / _YEAR
    scores = {number: score for number, score in scores.items() if score >= least}
    if len(scores) > 2 * limit and len(set(scores.values())) == 1:  # then time alone decides
        oldest = nlargest(limit, map(segment.at_of.__getitem__, scores))[-1]
        scores = {number: score for number, score in scores.items() if segment.at_of[number] >= oldest}
    return scores


def _scores(by_word: list[dict[int, float]], chosen: set[int], worths: Sequence[float]) -> dict[int, float]:
    """The sum of the words' worth, for documents that lack some of the words in the measure of those they have."""
    if not by_word:
        return dict.fromkeys(chosen, 0.0)
    sums: dict[int, float] = {}  # with COUNTED for each word that was met, so that one number tells both
    for weights, worth in zip(by_word, worths, strict=True):
        for number, weight in weights.items():
            sums[number] = sums.get(number, 0.0) + COUNTED + weight * worth
    if len(chosen) < len(sums):
        sums = {number: sums[number] for number in chosen}
    words = len(by_word)
    return {
        number: total % COUNTED + COUNTED if total >= words * COUNTED else total % COUNTED * (total // COUNTED) / words
        for number, total in sums.items()
    }


def _worth(count: int) -> float:
    """The inverse document frequency, of visible documents among a fixed number: no others change the order."""
    return round(math.log2(2 + USUAL_COUNT / (1 + count)), 3)
