"""What a person may be typing: documents whose titles have words that begin so."""

from collections.abc import Sequence

from search import analysis
from search.engines import Suggestion
from search.engines.whoosh.ranking import Found, first, in_order
from search.engines.whoosh.segments import Segment
from search.query import LONGEST_TEXT, MOST_WORDS

PLACE = 100.0  # where a word stands in its title counts before all ages


def suggest(segments: Sequence[Segment], prefix: str, audience: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
    """The titles with all the words typed, those that begin with them first, then the newest."""
    text = analysis.compose(prefix[:LONGEST_TEXT])
    typed = {word.forms.plain[: analysis.LONGEST_BEGINNING] for word in analysis.words(text)}
    if not 0 < len(typed) <= MOST_WORDS:
        return ()
    found: list[Found] = []
    for segment in segments:
        weights = _weights(segment, typed, segment.visible(audience))
        found += first(segment, {number: PLACE * weight for number, weight in weights.items()}, limit)
    texts = [one.segment.text(one.number) for one in in_order(found)[:limit]]
    return tuple(Suggestion(text.kind, text.id, text.title) for text in texts)


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
