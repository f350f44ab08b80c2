"""From what a person typed to what is looked for: words, phrases and exclusions; any text will do."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from search import analysis
from search.analysis import Forms

LONGEST_TEXT = 400
MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # fewer letters begin too many words

_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "„": '"'})
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')

Phrase = tuple[str, ...]  # folded words in order, stop words left out


class Term(NamedTuple):
    """A word looked for; the one being typed matches as a beginning too."""

    written: str
    plain: str
    stems: frozenset[str]
    typing: bool


@dataclass(slots=True)
class Wanted:
    """What a text asks for; `empty` tells a text that asks nothing from one that can match nothing."""

    terms: list[Term] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    unwanted_phrases: list[Phrase] = field(default_factory=list)
    empty: bool = False

    @property
    def only_excludes(self) -> bool:
        """Whether there are exclusions and nothing else."""
        return not self.terms and bool(self.unwanted or self.unwanted_phrases)


def parse(text: str) -> Wanted:
    """Read a text: "…" asks for a phrase, -word takes away, all else is wished for. Never raises."""
    text = analysis.compose(text[:LONGEST_TEXT]).translate(_QUOTES)
    wanted = Wanted(empty=not text.strip())
    spare: list[Term] = []  # stop words, looked for only when there is nothing else
    for part in _PART.finditer(text):
        quoted = part["quoted"] is not None
        source = part["quoted"] if quoted else part["bare"]
        terms = _terms(source, typing=not quoted and part.end() == len(text))
        kept = [term for term, stop in terms if not stop]
        phrase = tuple(term.plain for term in kept)
        if part["minus"] and len(phrase) > 1:
            wanted.unwanted_phrases.append(phrase)
        elif part["minus"]:
            wanted.unwanted.extend(kept)
        elif phrase:
            wanted.terms.extend(kept)
            wanted.phrases.extend([phrase] if quoted else [])
        else:
            spare.extend(term for term, _ in terms)
    wanted.terms = _distinct(wanted.terms or ([] if wanted.only_excludes else spare))
    return wanted


def is_there(phrase: Phrase, text: str) -> bool:
    """Whether the words follow each other in the composed text, stop words overlooked."""
    plain = (forms.plain for forms in analysis.forms(text) if not forms.stop)
    return f" {' '.join(phrase)} " in f" {' '.join(plain)} "


def _terms(source: str, *, typing: bool) -> list[tuple[Term, bool]]:
    found = list(analysis.words(source))
    return [
        (_term(word.forms, source[word.start : word.end], typing=typing and word.end == len(source)), word.forms.stop)
        for word in found
    ]


def _term(forms: Forms, written: str, *, typing: bool) -> Term:
    written = analysis.without_elision(written)
    return Term(
        written,
        forms.plain,
        forms.french | {forms.english},
        typing and len(forms.plain) >= SHORTEST_BEGINNING,
    )


def _distinct(terms: list[Term]) -> list[Term]:
    """Each word once, keeping the one that is being typed; no more than are sensible."""
    by_word: dict[str, Term] = {}
    for term in terms:
        if term.plain not in by_word or term.typing:
            by_word[term.plain] = term
    return list(by_word.values())[:MOST_WORDS]
