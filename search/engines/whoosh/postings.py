"""Lists of the documents that have a word: gathered while writing, written a block at a time, kept in memory.

Whoosh's own way takes each posting through a dozen calls and 200 bytes; here they stay in arrays.
"""

from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher

BLOCK = 4_096  # postings that are packed and read together


class Postings(NamedTuple):
    """The documents of a word, in order, and its weight in each."""

    documents: "array[int]"
    weights: "array[float]"


NOTHING = Postings(array("I"), array("f"))


class Codec(W3Codec):
    """Whoosh's format, written from lists, in long blocks and without the lengths of fields."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=1)

    def field_writer(self, storage: Any, segment: Any) -> "ListWriter":
        """What writes the words of a segment."""
        return ListWriter(self, storage, segment)


class ListWriter(W3FieldWriter):
    """Writes whole lists where Whoosh's writer takes single postings."""

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:  # noqa: ARG002  # the signature is Whoosh's
        """Write what the pool gathered."""
        current = None
        for (field, word), postings in items:
            if field != current:
                if current is not None:
                    self.finish_field()
                self.start_field(field, schema[field])
                current = field
            self.start_term(word)
            self._fill(postings)
            self.finish_term()
        if current is not None:
            self.finish_field()

    def _fill(self, postings: Postings) -> None:
        """Hand the list over in blocks; the last is written when the term is finished."""
        writer = self._postwriter
        for start in range(0, len(postings.documents), BLOCK):
            if start:
                writer._write_block()
            writer._ids = postings.documents[start : start + BLOCK]
            writer._weights = postings.weights[start : start + BLOCK]
            writer._maxweight = max(writer._weights)


class PostingsPool:
    """What a writer has gathered, by field and word. Nothing is sorted but the words: documents come in order."""

    def __init__(self) -> None:
        self._lists: defaultdict[tuple[str, bytes], Postings]
        self._lists = defaultdict(lambda: Postings(array("I"), array("f")))

    def take(self, document: int, words: Mapping[str, Mapping[str, float]]) -> None:
        """Gather the weights of a document's words, by field."""
        lists = self._lists
        for field, weights in words.items():
            for word, weight in weights.items():
                postings = lists[field, word.encode()]
                postings.documents.append(document)
                postings.weights.append(weight)

    def add(self, posting: tuple[str, bytes, int, float, Any]) -> None:
        """Gather one posting of a segment that is merged, as Whoosh hands it over."""
        field, word, document, weight, _ = posting
        postings = self._lists[field, word]
        postings.documents.append(document)
        postings.weights.append(weight)

    def iter_postings(self) -> list[tuple[tuple[str, bytes], Postings]]:
        """The lists by field and word."""
        return sorted(self._lists.items(), key=lambda item: item[0])

    def cleanup(self) -> None:
        """Forget them."""
        self._lists.clear()


class PostingsCache:
    """The lists lately asked for, forgetting the oldest when they grow beyond a number of postings."""

    def __init__(self, capacity: int = 1_500_000) -> None:
        self._capacity = capacity
        self._size = 0
        self._lists: OrderedDict[tuple[str, str, str], Postings] = OrderedDict()

    def get(self, key: tuple[str, str, str], read: Callable[[], Postings]) -> Postings:
        """The list under the key, read when it is not here."""
        found = self._lists.get(key)
        if found is not None:
            self._lists.move_to_end(key)
            return found
        found = self._lists[key] = read()
        self._size += 1 + len(found.documents)
        while self._size > self._capacity and len(self._lists) > 1:
            _, oldest = self._lists.popitem(last=False)
            self._size -= 1 + len(oldest.documents)
        return found

    def forget(self, segment: str) -> None:
        """Drop the lists of a segment that is gone."""
        for key in [key for key in self._lists if key[0] == segment]:
            self._size -= 1 + len(self._lists.pop(key).documents)


def read_list(matcher: W3LeafMatcher) -> Postings:
    """A whole list from the disk."""
    documents, weights = array("I"), array("f")
    while matcher.is_active():
        matcher._read_data()
        documents.extend(accumulate(matcher._data[0]))
        matcher._read_weights()
        weights.extend(matcher._weights)
        matcher._next_block()
    return Postings(documents, weights)


def merged(lists: Iterator[Postings], scale: float) -> Postings:
    """Several lists as one, with the last weight of each document, scaled."""
    weights: dict[int, float] = {}
    for postings in lists:
        weights.update(zip(*postings, strict=True))
    documents = sorted(weights)
    return Postings(array("I", documents), array("f", (scale * weights[number] for number in documents)))
