"""Showing why something was found: texts in pieces, with the words that matched marked."""

import re
from collections.abc import Sequence

from search import analysis
from search.engines import Marked
from search.query import Term

SEARCHED = 20_000  # characters of a long text in which the passage is looked for
COMPARED = 50  # matches among which the best passage is chosen
PASSAGE = 200
LEAD = 60  # characters shown before the first match


class Highlighter:
    """Marks the words of one query in composed texts, judging each different word once."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._verdicts = _Verdicts(terms)

    def mark(self, text: str) -> Marked:
        """The whole text in pieces."""
        return _pieces(text, 0, len(text), self._matches(text))

    def passage(self, text: str) -> Marked:
        """The part of the text, cut between words, where the most words match; else its beginning."""
        matches = self._matches(text[:SEARCHED])
        start = 0
        if matches and len(text) > PASSAGE:
            best = max(matches[:COMPARED], key=lambda match: _together(match, matches[:COMPARED]))
            start = 0 if best.end() <= PASSAGE else _word_start(text, best.start() - LEAD)
        end = _word_end(text, start + PASSAGE)
        before = (("… ", False),) if start else ()
        after = ((" …", False),) if end < len(text) else ()
        return (*before, *_pieces(text, start, end, matches), *after)

    def _matches(self, text: str) -> list[re.Match[str]]:
        verdicts = self._verdicts
        return [match for match in analysis.WORD.finditer(text) if verdicts[match.group()]]


class _Verdicts(dict[str, bool]):
    """Whether a word as written matches, worked out when it is first asked for."""

    def __init__(self, terms: Sequence[Term]) -> None:
        super().__init__()
        self._plain = {term.plain for term in terms}
        self._stems = {stem for term in terms for stem in term.stems}
        self._begun = tuple(term.plain for term in terms if term.typing)
        self._initials = {word[0] for word in self._plain | self._stems}

    def __missing__(self, written: str) -> bool:
        initial = written[0]
        if initial.isascii() and initial.lower() not in self._initials and written.isalnum():
            self[written] = False  # a word without elision that begins otherwise: most words of a text
            return False
        forms = analysis.forms_of(written)
        verdict = self[written] = (
            forms.plain in self._plain
            or (bool(self._begun) and forms.plain.startswith(self._begun))
            or (not forms.stop and not self._stems.isdisjoint((*forms.french, forms.english)))
        )
        return verdict


def _together(match: re.Match[str], matches: Sequence[re.Match[str]]) -> int:
    """How many different words match in the passage that begins with this one."""
    end = match.start() + PASSAGE
    return len({other.group().casefold() for other in matches if match.start() <= other.start() < end})


def _word_start(text: str, position: int) -> int:
    return text.rfind(" ", 0, position + 1) + 1


def _word_end(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    gap = text.rfind(" ", position - PASSAGE // 2, position)
    return gap if gap > 0 else position


def _pieces(text: str, start: int, end: int, matches: Sequence[re.Match[str]]) -> Marked:
    pieces: list[tuple[str, bool]] = []
    done = start
    for match in matches:
        if match.start() < done or match.end() > end:
            continue
        pieces += [(text[done : match.start()], False), (match.group(), True)]
        done = match.end()
    pieces.append((text[done:end], False))
    return tuple(piece for piece in pieces if piece[0])
