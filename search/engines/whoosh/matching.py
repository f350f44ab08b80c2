"""Which documents match: for each segment, the visible documents with the words, the phrases and the criteria."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from search.engines import Query
from search.engines.whoosh.segments import Segment
from search.query import Phrase, Term, Wanted, is_there

BUDGET = 200_000  # postings met in one search; the newest segments come first
MOST_CHECKED = 1_000  # documents read to see whether a phrase is in them


@dataclass(slots=True)
class Part:
    """One segment's visible documents: the weights by word, and those that remain after the criteria."""

    segment: Segment
    by_word: list[dict[int, float]]
    matching: set[int]


def gather(segments: Sequence[Segment], wanted: Wanted, query: Query) -> tuple[list[Part], bool]:
    """The matching documents of each segment, and whether the budget was enough for all."""
    parts: list[Part] = []
    spent, checks, complete = 0, MOST_CHECKED, True
    for segment in segments:
        if spent > BUDGET:
            return parts, False
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
            complete &= left >= 0
            checks = max(left, 0)
        parts.append(Part(segment, by_word, matching))
    return parts, complete


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
        return (holding if keep else documents - holding), checks
    newest = sorted(holding, key=segment.at_of.__getitem__, reverse=True)
    confirmed = {number for number in newest[:checks] if _says(segment, number, phrase)}
    if not keep:
        confirmed |= set(newest[checks:])  # unread, so not shown: what was excluded must not appear
    return (confirmed if keep else documents - confirmed), checks - len(newest)


def _says(segment: Segment, number: int, phrase: Phrase) -> bool:
    document = segment.text(number)
    return is_there(phrase, document.title) or is_there(phrase, document.body)
