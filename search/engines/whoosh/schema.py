"""How a document lies in a Whoosh index: weighed words, columns to filter by, and the document itself.

Whoosh keeps the words, the columns and the segments; the weights are worked out here, when a document is written,
so that a search only adds them up.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from whoosh import columns, fields, formats

from search import analysis
from search.analysis import Forms
from search.documents import LONGEST_BODY, Document
from search.engines import Key

FORMAT = 1  # raise it when the fields or the analysis change: older indexes then ask to be rebuilt

TITLE = 3  # a word of the title counts as much as so many in the body
EXACT = 1.3  # the word itself is worth that much more than another with its stem
SATURATION, BY_LENGTH, USUAL_LENGTH = 1.2, 0.4, 40  # k1, b and the mean length of BM25 (Robertson, Zaragoza 2009)
NO_NUMBER = -(2**63)  # a column's default, which no document has: a column is never shorter than its segment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def schema() -> fields.Schema:
    """The fields of the index."""
    return fields.Schema(
        key=_words(),
        stem=_words(),  # stemmed, then folded: what a word means
        word=_words(),  # folded only: the word itself, its beginnings, its near misses
        typed=_words(),  # beginnings of the title's words
        audience=fields.COLUMN(columns.RefBytesColumn()),
        kind=fields.COLUMN(columns.RefBytesColumn()),
        group=fields.COLUMN(columns.RefBytesColumn()),
        author=fields.COLUMN(columns.RefBytesColumn()),
        at=fields.COLUMN(columns.NumericColumn("q", default=NO_NUMBER)),
        tie=fields.COLUMN(columns.NumericColumn("q", default=NO_NUMBER)),
        document=fields.STORED(),
    )


def _words() -> fields.FieldType:
    """Words that come with their weights, so that Whoosh has nothing to analyse."""
    return fields.FieldType(formats.Existence(), analyzer=None)


def composed(document: Document) -> Document:
    """The document with its text as the index keeps it, which the other functions expect."""
    title, body = analysis.compose(document.title), analysis.compose(document.body[:LONGEST_BODY])
    return replace(document, title=title, body=body)


def words_of(document: Document) -> dict[str, dict[str, float]]:
    """The words of each field and their weights."""
    title, body = analysis.forms(document.title), analysis.forms(document.body)
    counted = [(forms, TITLE) for forms in title if not forms.stop] + [(forms, 1) for forms in body if not forms.stop]
    stems, plain = Counter[str](), Counter[str]()
    for forms, worth in counted:
        for stem in forms.french if document.language != "en" else (forms.english,):
            stems[stem] += worth
        plain[forms.plain] += worth
    penalty = SATURATION * (1 - BY_LENGTH + BY_LENGTH * plain.total() / USUAL_LENGTH)
    return {
        "key": {key_term(document.key): 1.0},
        "stem": _saturate(stems, 1.0, penalty),
        "word": _saturate(plain, EXACT, penalty),
        "typed": _typed(title),
    }


def columns_of(document: Document) -> dict[str, Any]:
    """The values to filter by, and the document as it is shown."""
    digest = blake2b(key_term(document.key).encode(), digest_size=8).digest()
    return {
        "audience": "\n".join(sorted(document.audience)).encode(),
        "kind": document.kind.encode(),
        "group": (document.group_id or "").encode(),
        "author": (document.author_id or "").encode(),
        "at": microseconds(document.at),
        "tie": int.from_bytes(digest, signed=True),
        "document": (document.kind, document.id, document.title, document.body, document.language),
    }


def key_term(key: Key) -> str:
    """The key as one word of the index."""
    return "\n".join(key)


def microseconds(at: datetime) -> int:
    """The time as a whole number that columns can hold."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """The time that `microseconds` made a number of."""
    return _EPOCH + timedelta(microseconds=value)


def _saturate(counts: Counter[str], scale: float, penalty: float) -> dict[str, float]:
    """What each word says about the document: the part of BM25 that needs no other document."""
    weights = {count: round(scale * count * (SATURATION + 1) / (count + penalty), 3) for count in set(counts.values())}
    return {word: weights[count] for word, count in counts.items()}


def _typed(title: list[Forms]) -> dict[str, float]:
    """The beginnings of the title's words, those of its first words above the others.

    A single letter leads to the first two words only: it would be in nearly every title.
    """
    weights: dict[str, float] = {}
    for place, forms in enumerate(title):
        for beginning in analysis.beginnings(forms.plain)[0 if place < 2 else 1 :]:
            weights.setdefault(beginning, round(1 / (1 + place), 3))
    return weights
