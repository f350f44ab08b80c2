"""What a person may be typing: documents whose titles have words that begin so."""

from collections.abc import Sequence
from heapq import nlargest

from search import analysis
from search.engines import Suggestion
from search.engines.whoosh.segments import Segment
from search.query import LONGEST_TEXT, MOST_WORDS


def suggest(segments: Sequence[Segment], prefix: str, audience: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
    """The titles with all the words typed, those that begin with them first, then the newest."""
    text = analysis.compose(prefix[:LONGEST_TEXT])
    typed = {word.forms.plain[: analysis.LONGEST_BEGINNING] for word in analysis.words(text)}
    if not 0 < len(typed) <= MOST_WORDS:
        return ()
    best: list[tuple[float, int, int, Segment, int]] = []
    for segment in segments:
        weights = _weights(segment, typed, segment.visible(audience))
        ranked = [
            (round(weight, 2), segment.at_of[number], segment.tie_of[number], segment, number)
            for number, weight in weights.items()
        ]
        best += nlargest(limit, ranked, key=lambda found: found[:3])
    found = [segment.text(number) for *_, segment, number in nlargest(limit, best, key=lambda found: found[:3])]
    return tuple(Suggestion(document.kind, document.id, document.title) for document in found)


def _weights(segment: Segment, typed: set[str], visible: bytearray) -> dict[int, float]:
    """The visible documents with all the beginnings in their titles; the longest, being rarest, goes first."""
    first, *others = sorted(typed, key=len, reverse=True)
    weights = segment.keep_visible(segment.postings("typed", first), visible)
    for beginning in others:
        if not weights:
            break
        also = segment.keep_visible(segment.postings("typed", beginning), visible)
        weights = {number: weight + also[number] for number, weight in weights.items() if number in also}
    return weights
