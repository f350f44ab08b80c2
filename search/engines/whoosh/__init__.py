"""The engine that needs no server: Whoosh in the data directory, one writer, any number of readers."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from search.documents import Document
from search.engines import Hit, IndexDamaged, Key, Page, Query, Suggestion
from search.engines.whoosh import ranking, spelling, suggesting
from search.engines.whoosh.directory import Directory, KeptStore
from search.engines.whoosh.schema import moment
from search.engines.whoosh.segments import Segment
from search.highlighting import Highlighter
from search.query import parse

BATCH = 500  # documents in a commit
BULK = 50_000  # the same while an index is built
CHARACTERS = 20_000_000  # no batch has more of them, whatever its number of documents


class WhooshEngine:
    """The index under a directory of its own.

    It opens itself at the first use, again in a forked process, and again when another process has put a new index
    in place. A lock makes it safe in threads, as Whoosh's files have one position for all readers.
    """

    def __init__(self, path: Path) -> None:
        self._directory = Directory(path)
        self._lock = threading.RLock()
        self._read = KeptStore()

    def search(self, query: Query) -> Page:
        """See Engine."""
        wanted = parse(query.text)
        with self._lock:
            segments = self._segments()
            answer = ranking.answer(segments, wanted, query)
            show = Highlighter(wanted.terms)
            hits = tuple(_hit(found, show) for found in answer.found[: query.limit])
            meant = spelling.correct(query.text, answer.unknown, segments, query.audience)
        last = answer.found[query.limit - 1].place if len(answer.found) > query.limit > 0 else None
        return Page(
            hits=hits,
            next=ranking.Cursor(last, answer.worths).encoded() if last else None,
            facets=dict(answer.facets),
            did_you_mean=meant,
            complete=answer.complete,
        )

    def suggest(self, prefix: str, audience: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        """See Engine."""
        with self._lock:
            return suggesting.suggest(self._segments(), prefix, audience, limit)

    def count(self) -> int:
        """See Engine."""
        with self._lock:
            return sum(segment.count for segment in self._segments())

    def keys(self) -> Iterator[Key]:
        """See Engine."""
        with self._lock:
            return iter([key for segment in self._segments() for key in segment.all_keys()])

    def index(self, documents: Iterable[Document]) -> None:
        """See Engine."""
        for batch in _batches(documents, BATCH):
            with self._directory.writing() as store:
                self._directory.note(batch)
                store.write(batch)

    def remove(self, keys: Iterable[Key]) -> None:
        """See Engine."""
        gone = list(dict.fromkeys(keys))
        with self._directory.writing() as store:
            self._directory.note(gone)
            store.write({}, gone)

    def tidy(self) -> None:
        """See Engine."""
        with self._directory.writing() as store:
            store.tidy()

    def rebuild(self, documents: Iterable[Document]) -> None:
        """See Engine."""
        with self._directory.building() as fresh:
            for batch in _batches(documents, BULK):
                fresh.write(batch)

    def clear(self) -> None:
        """See Engine."""
        with self._directory.building():
            pass

    def close(self) -> None:
        """See Engine."""
        with self._lock:
            self._read.close()
            self._directory.close()

    def _segments(self) -> list[Segment]:
        """The segments as of now; tried again where the index was replaced between finding and opening it."""
        path = self._directory.current()
        try:
            return self._read.at(path).segments()
        except IndexDamaged:
            if self._directory.current() == path:
                raise
            return self._read.at(self._directory.current()).segments()


def _hit(found: ranking.Found, show: Highlighter) -> Hit:
    text = found.segment.text(found.number)
    return Hit(
        kind=text.kind,
        id=text.id,
        title=text.title,
        body=text.body,
        at=moment(found.place.at),
        score=found.place.score,
        marked_title=show.mark(text.title),
        fragment=show.passage(text.body),
    )


def _batches(documents: Iterable[Document], most: int) -> Iterator[dict[Key, Document]]:
    """The documents in portions, the last of each key in its portion."""
    batch: dict[Key, Document] = {}
    characters = 0
    for document in documents:
        batch[document.key] = document
        characters += len(document.body)
        if len(batch) >= most or characters >= CHARACTERS:
            yield batch
            batch, characters = {}, 0
    if batch:
        yield batch
