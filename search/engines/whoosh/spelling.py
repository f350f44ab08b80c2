"""Near misses: the word a person probably meant, taken from a document they may find."""

import re
from collections.abc import Collection, Iterable, Sequence
from string import ascii_lowercase

from search import analysis
from search.engines.whoosh.segments import Segment
from search.query import Term

MOST_CORRECTED = 3  # unknown words of one text
SHORTEST = 3  # below it, everything is near everything
MOST_SCANNED = 400  # words read from one segment that begin alike
BEGIN_ALIKE = 3
FARTHEST = 2


def correct(text: str, unknown: Sequence[Term], segments: Sequence[Segment], audience: frozenset[str]) -> str | None:
    """The text with its unknown words replaced by near ones that the viewer can find, if there are any."""
    composed = corrected = analysis.compose(text)
    for term in unknown[:MOST_CORRECTED]:
        nearest = _nearest(term.plain, segments, audience)
        if nearest is not None:
            corrected = re.sub(rf"\b{re.escape(term.written)}\b", nearest, corrected, count=1)
    return corrected if corrected != composed else None


def _nearest(word: str, segments: Sequence[Segment], audience: frozenset[str]) -> str | None:
    """The nearest visible word as somebody wrote it: one slip away, else two, then the most frequent."""
    if len(word) < SHORTEST:
        return None
    tables = [segment.visible(audience) for segment in segments]
    for candidates in (_one_slip_away(word), _beginning_alike(word, segments)):
        found: dict[str, list[tuple[Segment, Collection[int]]]] = {}
        for segment, visible in zip(segments, tables, strict=True):
            for candidate in segment.known(candidates):
                documents = segment.keep_visible(segment.postings("word", candidate), visible)
                if documents:
                    found.setdefault(candidate, []).append((segment, documents))
        if found:
            seen = {candidate: sum(len(documents) for _, documents in where) for candidate, where in found.items()}
            best = max(sorted(seen), key=seen.__getitem__)
            return _as_written(best, *_newest(found[best]))
    return None


def _one_slip_away(word: str) -> list[str]:
    """All that one letter too many, too few, wrong or exchanged can make (Norvig 2007)."""
    halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    made = {left + right[1:] for left, right in halves if right}
    made |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    made |= {left + letter + right[1:] for left, right in halves if right for letter in ascii_lowercase}
    made |= {left + letter + right for left, right in halves for letter in ascii_lowercase}
    return sorted(made - {word, ""})


def _beginning_alike(word: str, segments: Sequence[Segment]) -> list[str]:
    """Words with the same beginning, two slips away at most."""
    found: set[str] = set()
    for segment in segments if len(word) > 2 * BEGIN_ALIKE else ():
        found.update(segment.words_from(word[:BEGIN_ALIKE], MOST_SCANNED))
    near = [other for other in found if abs(len(other) - len(word)) <= FARTHEST]
    return sorted(other for other in near if _distance(word, other) <= FARTHEST)


def _distance(one: str, other: str) -> int:
    """How many letters must be added, removed or replaced to make one of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != against))
    return row[-1]


def _newest(where: Iterable[tuple[Segment, Collection[int]]]) -> tuple[Segment, int]:
    """The newest of the documents, whichever segment it lies in: what nobody may find moves others between segments."""
    every = ((segment, number) for segment, documents in where for number in documents)
    return max(every, key=lambda each: (each[0].at_of[each[1]], each[0].tie_of[each[1]]))


def _as_written(plain: str, segment: Segment, number: int) -> str:
    """The word with the accents it has in a document, in small letters."""
    document = segment.text(number)
    for text in (document.title, document.body):
        for word in analysis.words(text):
            if word.forms.plain == plain:
                return analysis.without_elision(text[word.start : word.end]).lower()
    return plain
