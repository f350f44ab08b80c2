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
from itertools import chain
from typing import NamedTuple

from search.engines import BadCursor, Query
from search.engines.whoosh.segments import Segment
from search.query import Phrase, Term, Wanted, is_there

BUDGET = 400_000  # postings met in one search; the newest segments come first
MOST_CHECKED = 1_000  # documents read to see whether a phrase is in them

ALL_WORDS = 1_000.0  # documents with all the words come before those with some
RECENCY = 0.05  # what a year is worth: less than any word
_YEAR = 365.25 * 24 * 3600 * 1_000_000
_ORIGIN = 1_577_836_800_000_000  # 2020, in microseconds


class Place(NamedTuple):
    """Where a hit stands: higher is earlier. The tie makes the order whole, whatever the segments."""

    score: float
    at: int
    tie: int

    @property
    def cursor(self) -> str:
        """The place as pages hand it out."""
        return base64.urlsafe_b64encode(json.dumps(self).encode()).decode()

    @classmethod
    def from_cursor(cls, cursor: str) -> "Place":
        """The place a page handed out. Raises BadCursor for anything else."""
        try:
            score, at, tie = json.loads(base64.urlsafe_b64decode(cursor))
            return cls(float(score), int(at), int(tie))
        except (ValueError, TypeError, OverflowError, RecursionError) as fault:
            raise BadCursor("this cursor was not given out by a page") from fault


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
    unknown: list[Term] = field(default_factory=list)
    complete: bool = True


@dataclass(slots=True)
class _Part:
    """One segment's visible documents: the weights by word, and those that remain after the criteria."""

    segment: Segment
    by_word: list[dict[int, float]]
    matching: set[int]


def answer(segments: Sequence[Segment], wanted: Wanted, query: Query, after: Place | None) -> Answer:
    """Find, count and order. Words are worth the more, the fewer visible documents have them."""
    result = Answer()
    parts = _gather(segments, wanted, query, result)
    total = sum(segment.count for segment in segments)
    seen = [sum(len(part.by_word[place]) for part in parts) for place in range(len(wanted.terms))]
    result.unknown = [term for term, count in zip(wanted.terms, seen, strict=True) if not count]
    rarity = [_rarity(total, count) for count in seen]
    places: list[Found] = []
    for part in parts:
        kinds, kind_of = part.segment.kinds, part.segment.kind_of
        counts = Counter(map(kind_of.__getitem__, part.matching))
        result.facets.update({kinds[number]: count for number, count in counts.items()})
        chosen: Iterable[int] = part.matching
        if query.kinds:
            asked = {number for number, kind in enumerate(kinds) if kind in query.kinds}
            chosen = [document for document in chosen if kind_of[document] in asked]
        places += _best(part, chosen, rarity, query.limit + 1, after)
    result.found = sorted(places, key=lambda found: found.place, reverse=True)[: query.limit + 1]
    return result


def _gather(segments: Sequence[Segment], wanted: Wanted, query: Query, result: Answer) -> list[_Part]:
    """The matching documents of each segment, until the budget is spent."""
    parts: list[_Part] = []
    spent = 0
    checks = MOST_CHECKED
    for segment in segments:
        if spent > BUDGET:
            result.complete = False
            break
        visible = segment.visible(query.audience)
        by_word: list[dict[int, float]] = []
        for term in wanted.terms:
            weights, met = _weights(segment, term, visible)
            by_word.append(weights)
            spent += met
        everything = wanted.empty or wanted.only_excludes
        matching = set(segment.all_visible(visible) if everything else chain.from_iterable(by_word))
        matching = set(segment.narrow(matching, query.group_id, query.author_id, query.since, query.until))
        for term in wanted.unwanted:
            matching -= _having(segment, term)
        phrases = [(phrase, True) for phrase in wanted.phrases]
        for phrase, keep in phrases + [(phrase, False) for phrase in wanted.unwanted_phrases]:
            matching, left = _with_phrase(segment, matching, phrase, checks, keep=keep)
            result.complete &= left >= 0
            checks = max(left, 0)
        parts.append(_Part(segment, by_word, matching))
    return parts


def _weights(segment: Segment, term: Term, visible: bytearray) -> tuple[dict[int, float], int]:
    """The visible documents with the word, its stem or its beginning, and how many postings that took.

    The word itself counts before its stem, and its stem before a mere beginning.
    """
    lists = [segment.beginning_with(term.plain)] if term.typing else []
    lists += [segment.postings("stem", stem) for stem in sorted(term.stems)]
    lists.append(segment.postings("word", term.plain))
    weights: dict[int, float] = {}
    for postings in lists:
        if postings.documents:
            weights |= segment.keep_visible(postings, visible)
    return weights, sum(len(postings.documents) for postings in lists)


def _having(segment: Segment, term: Term) -> set[int]:
    """The documents with the word in any form, whoever may see them."""
    lists = [segment.postings("stem", stem) for stem in term.stems] + [segment.postings("word", term.plain)]
    return set().union(*(postings.documents for postings in lists))


def _with_phrase(
    segment: Segment, documents: set[int], phrase: Phrase, checks: int, *, keep: bool
) -> tuple[set[int], int]:
    """The documents that have the phrase (`keep`) or lack it, and how many checks are left, below 0 if too few."""
    holding = documents.copy()
    for word in phrase:
        holding &= set(segment.postings("word", word).documents)
    if len(phrase) == 1:
        return holding, checks
    newest = sorted(holding, key=segment.at_of.__getitem__, reverse=True)
    confirmed = {number for number in newest[:checks] if _says(segment, number, phrase)}
    if not keep:
        confirmed |= set(newest[checks:])  # unread, so not shown: what was excluded must not appear
    return (confirmed if keep else documents - confirmed), checks - len(newest)


def _says(segment: Segment, number: int, phrase: Phrase) -> bool:
    document = segment.text(number)
    return is_there(phrase, document.title) or is_there(phrase, document.body)


def _best(part: _Part, chosen: Iterable[int], rarity: list[float], limit: int, after: Place | None) -> list[Found]:
    """The first `limit` of the chosen documents below the place `after`."""
    segment, at_of, tie_of = part.segment, part.segment.at_of, part.segment.tie_of
    scores = _scores(part.by_word, chosen, rarity)
    places = [
        (score + RECENCY * (at_of[number] - _ORIGIN) / _YEAR, at_of[number], tie_of[number], number)
        for number, score in scores.items()
    ]
    if after is not None:
        places = [place for place in places if place < (*after, -1)]
    best = nlargest(limit, places)
    return [Found(Place(*place[:3]), segment, place[3]) for place in best]


def _scores(by_word: list[dict[int, float]], chosen: Iterable[int], rarity: list[float]) -> dict[int, float]:
    """The sum of the words' worth, for documents that lack some of the words in the measure of those they have."""
    if not by_word:
        return dict.fromkeys(chosen, 0.0)
    scores: dict[int, float] = {}
    for number in chosen:
        score, had = 0.0, 0
        for weights, worth in zip(by_word, rarity, strict=True):
            weight = weights.get(number)
            if weight is not None:
                score += weight * worth
                had += 1
        scores[number] = score + ALL_WORDS if had == len(by_word) else score * had / len(by_word)
    return scores


def _rarity(total: int, count: int) -> float:
    """The inverse document frequency, in half steps so that the order stays while documents are added."""
    return round(2 * math.log2(2 + total / (1 + count))) / 2
