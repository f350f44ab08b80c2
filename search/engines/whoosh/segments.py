"""One segment of the index: an unchanging set of documents, read from disk once and then from memory."""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from heapq import nlargest
from itertools import compress, islice
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Segment
from whoosh.reading import SegmentReader, TermNotFound

from search.documents import Document
from search.engines import Key
from search.engines.whoosh import schema
from search.engines.whoosh.files import Files, reading
from search.engines.whoosh.postings import NOTHING, Postings, PostingsCache, merged, read_list

SCANNED, MOST_ENDINGS = 600, 16  # words looked at for one beginning in a segment, and the most frequent kept
BEGINNING = 0.5  # what a word is worth of which only the beginning was typed


class Text(NamedTuple):
    """A document as it is shown."""

    kind: str
    id: str
    title: str
    body: str
    language: str | None


class Segment:
    """A segment with its columns in memory. Deleted documents belong to nobody's audience."""

    def __init__(self, path: Path, part: W3Segment, cache: PostingsCache) -> None:
        self.id: str = part.segment_id()
        self.size: int = part.doc_count_all()
        self._cache = cache
        self._deleted: set[int] = set()
        self._files = Files(path)
        try:
            with reading():
                self._open(part)
        except BaseException:
            self._files.close()
            raise
        self._audiences_with: dict[str, list[int]] = {}
        for number, tokens in enumerate(self._audiences):
            for token in tokens.split("\n") if tokens else ():
                self._audiences_with.setdefault(token, []).append(number)

    def _open(self, part: W3Segment) -> None:
        self._reader = SegmentReader(self._files, schema.schema(), part)
        self._reader.stored_fields(0)  # opens the file now, should a writer delete it while we search
        self._audiences, self._audience_of = self._references("audience")
        self.kinds, self.kind_of = self._references("kind")
        self._groups, self._group_of = self._references("group")
        self._authors, self._author_of = self._references("author")
        self.at_of = self._numbers("at")
        self.span = max(self.at_of) - min(self.at_of)
        self.tie_of = self._numbers("tie")

    @property
    def count(self) -> int:
        """How many documents are left in it."""
        return self.size - len(self._deleted)

    def close(self) -> None:
        """Close its files and forget its words."""
        self._cache.forget(self.id)
        self._files.close()

    def delete(self, documents: Iterable[int]) -> None:
        """Hide documents from everybody; deleting never needs to be undone."""
        for document in set(documents) - self._deleted:
            self._audience_of[document] = 0  # the empty audience, which each column has in the first place
            self._deleted.add(document)

    # Words

    def postings(self, field: str, word: str) -> Postings:
        """The documents that have the word in the field, whoever may see them."""
        return self._cache.get((self.id, field, word), lambda: self._read_postings(field, word))

    def beginning_with(self, beginning: str) -> Postings:
        """The documents with a word that begins so."""
        return self._cache.get((self.id, "beginning", beginning), lambda: self._read_beginning(beginning))

    def known(self, words: Iterable[str]) -> list[str]:
        """Those of the words that any document had once."""
        terms = self._reader._terms
        with reading():
            return [word for word in words if ("word", word.encode()) in terms]

    def words_from(self, beginning: str, limit: int) -> list[str]:
        """The first words that begin so, in alphabetical order."""
        with reading():
            terms = self._reader._terms.terms_from("word", beginning.encode())
            words = (word.decode() for field, word in islice(terms, limit) if field == "word")
            return [word for word in words if word.startswith(beginning)]

    # Filters

    def visible(self, audience: frozenset[str]) -> bytearray:
        """For each number of an audience, whether the viewer belongs to it."""
        table = bytearray(len(self._audiences))
        for token in audience:
            for number in self._audiences_with.get(token, ()):
                table[number] = 1
        return table

    def keep_visible(self, postings: Postings, visible: bytearray) -> dict[int, float]:
        """The weights of those documents that the viewer may find. Runs in C, as it meets every posting."""
        passes = map(visible.__getitem__, map(self._audience_of.__getitem__, postings.documents))
        return dict(compress(zip(postings.documents, postings.weights, strict=True), passes))

    def all_visible(self, visible: bytearray) -> Iterable[int]:
        """All documents that the viewer may find."""
        return compress(range(self.size), map(visible.__getitem__, self._audience_of))

    def narrow(
        self,
        documents: Iterable[int],
        group_id: str | None,
        author_id: str | None,
        since: datetime | None,
        until: datetime | None,
    ) -> Iterable[int]:
        """The documents of that group, of that author, and from `since` to just before `until`."""
        if group_id is not None:
            number = _place(self._groups, group_id)
            documents = [document for document in documents if self._group_of[document] == number]
        if author_id is not None:
            number = _place(self._authors, author_id)
            documents = [document for document in documents if self._author_of[document] == number]
        if since is not None:
            first = schema.microseconds(since)
            documents = [document for document in documents if self.at_of[document] >= first]
        if until is not None:
            end = schema.microseconds(until)
            documents = [document for document in documents if self.at_of[document] < end]
        return documents

    # Documents

    def find(self, key: Key) -> int | None:
        """The number of the live document with that key."""
        for document in self._read_postings("key", schema.key_term(key)).documents:
            if document not in self._deleted:
                return document
        return None

    def all_keys(self) -> Iterator[Key]:
        """The keys of its documents."""
        for number in range(self.size):
            if number not in self._deleted:
                yield self.text(number)[:2]

    def text(self, number: int) -> Text:
        """What the document says, without what it is filtered by."""
        with reading():
            return Text(*self._reader._perdoc.stored_fields(number)["document"])

    def document(self, number: int) -> Document:
        """The document as it was written, but for its text in composed form."""
        kind, id_, title, body, language = self.text(number)
        return Document(
            kind=kind,
            id=id_,
            title=title,
            body=body,
            at=schema.moment(self.at_of[number]),
            group_id=self._groups[self._group_of[number]] or None,
            author_id=self._authors[self._author_of[number]] or None,
            audience=frozenset(self._audiences[self._audience_of[number]].split("\n")) - {""},
            language=language,
        )

    # Whoosh 2.7.4 from inside: its public readers give one posting or row at a time, a hundred times slower

    def _read_postings(self, field: str, word: str) -> Postings:
        with reading():
            try:
                matcher = self._reader._terms.matcher(field, word.encode(), self._reader.schema[field].format)
            except TermNotFound:
                return NOTHING
            return read_list(matcher)

    def _read_beginning(self, beginning: str) -> Postings:
        """The lists of the most frequent words that begin so, as one."""
        words: list[tuple[int, str]] = []
        with reading():
            for (field, word), about in islice(self._reader._terms.items_from("word", beginning.encode()), SCANNED):
                if field != "word" or not word.startswith(beginning.encode()):
                    break
                words.append((about.doc_frequency(), word.decode()))
        return merged((self._read_postings("word", word) for _, word in nlargest(MOST_ENDINGS, words)), BEGINNING)

    def _references(self, name: str) -> tuple[list[str], "array[int]"]:
        """A column of few values: the values, and the place of each document's value among them."""
        with self._column(name) as reader:
            places = reader._dbfile.get_array(reader._basepos, reader._typecode, self.size)
            return [value.decode() for value in reader._uniques], places

    def _numbers(self, name: str) -> "array[int]":
        """A column of numbers."""
        with self._column(name) as reader:
            numbers: array[int] = reader._dbfile.get_array(reader._basepos, "q", self.size)
            return numbers

    @contextmanager
    def _column(self, name: str) -> Iterator[Any]:
        reader = self._reader.column_reader(name, translate=False)
        yield reader
        reader._dbfile.close()


def _place(values: list[str], value: str) -> int:
    """The place of a value in its column, or one that no document has."""
    try:
        return values.index(value)
    except ValueError:
        return -1
