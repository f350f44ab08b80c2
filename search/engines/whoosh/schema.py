"""How a document lies in a Whoosh index: weighed words, columns to filter by, and the document itself.

Whoosh keeps the words, the columns and the segments; the weights are worked out here, when a document is written,
so that a search only adds them up.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec

from search import analysis
from search.documents import LONGEST_BODY, Document
from search.engines import Key

FORMAT = 1  # raise it when the fields or the analysis change: older indexes then ask to be rebuilt

TITLE = 3  # a word of the title counts as much as so many in the body
EXACT = 1.3  # the word itself is worth that much more than another with its stem
SATURATION, BY_LENGTH, USUAL_LENGTH = 1.2, 0.4, 40  # k1, b and the mean length of BM25 (Robertson, Zaragoza 2009)
NO_NUMBER = -(2**63)  # a column's default, which no document has: a column is never shorter than its segment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Weighed(fields.FieldType):
    """Words that come with their weights, in place of a text to analyse."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)

    def index(self, value: dict[str, float], **_: Any) -> list[tuple[bytes, int, float, bytes]]:
        """The postings of one document, as Whoosh asks for them."""
        return [(word.encode(), 1, weight, b"") for word, weight in value.items()]


def schema() -> fields.Schema:
    """The fields of the index."""
    return fields.Schema(
        key=Weighed(),
        stem=Weighed(),  # stemmed, then folded: what a word means
        word=Weighed(),  # folded only: the word itself, its beginnings, its near misses
        typed=Weighed(),  # beginnings of the title's words
        audience=fields.COLUMN(columns.RefBytesColumn()),
        kind=fields.COLUMN(columns.RefBytesColumn()),
        group=fields.COLUMN(columns.RefBytesColumn()),
        author=fields.COLUMN(columns.RefBytesColumn()),
        at=fields.COLUMN(columns.NumericColumn("q", default=NO_NUMBER)),
        tie=fields.COLUMN(columns.NumericColumn("q", default=NO_NUMBER)),
        document=fields.STORED(),
    )


def codec() -> W3Codec:
    """Whoosh's own format with long blocks, which are quicker to read whole, and no field lengths."""
    made = W3Codec(blocklimit=4096, compression=1)
    made.length_stats = False
    return made


def to_row(document: Document) -> dict[str, Any]:
    """The values of the fields for one document."""
    title, body = analysis.compose(document.title), analysis.compose(document.body[:LONGEST_BODY])
    stems, plain = _weigh(title, body, english=document.language == "en")
    return {
        "key": {key_term(document.key): 1.0},
        "stem": stems,
        "word": plain,
        "typed": _typed(title),
        "audience": "\n".join(sorted(document.audience)).encode(),
        "kind": document.kind.encode(),
        "group": (document.group_id or "").encode(),
        "author": (document.author_id or "").encode(),
        "at": microseconds(document.at),
        "tie": int.from_bytes(blake2b(key_term(document.key).encode(), digest_size=8).digest(), signed=True),
        "document": (document.kind, document.id, title, body, document.language),
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


def _weigh(title: str, body: str, *, english: bool) -> tuple[dict[str, float], dict[str, float]]:
    """How much each stem and each word says about the document: the part of BM25 that needs no other document."""
    stems: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for text, worth in ((title, TITLE), (body, 1)):
        for forms in analysis.forms(text):
            if not forms.stop:
                stems[forms.english if english else forms.french] += worth
                plain[forms.plain] += worth
    penalty = SATURATION * (1 - BY_LENGTH + BY_LENGTH * plain.total() / USUAL_LENGTH)
    return _saturate(stems, 1.0, penalty), _saturate(plain, EXACT, penalty)


def _saturate(counts: Counter[str], scale: float, penalty: float) -> dict[str, float]:
    return {word: round(scale * count * (SATURATION + 1) / (count + penalty), 3) for word, count in counts.items()}


def _typed(title: str) -> dict[str, float]:
    """The beginnings of the title's words, those of its first words above the others."""
    weights: dict[str, float] = {}
    for place, forms in enumerate(analysis.forms(title)):
        for beginning in analysis.beginnings(forms.plain):
            weights.setdefault(beginning, round(1 / (1 + place), 3))
    return weights
