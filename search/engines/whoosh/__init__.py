"""The engine that needs no server: Whoosh in the data directory, one writer a shelf, any number of readers."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from search.documents import Document, Shelf, shelf_of
from search.engines import Hit, IndexDamaged, Key, Page, Query, Suggestion
from search.engines.whoosh import ranking, spelling, suggesting
from search.engines.whoosh.directory import Directory
from search.engines.whoosh.schema import moment
from search.engines.whoosh.segments import Segment
from search.highlighting import Highlighter
from search.query import parse

BATCH = 500  # documents in a commit
BULK = 50_000  # the same while an index is built
CHARACTERS = 20_000_000  # no batch has more of them, whatever its number of documents


class WhooshEngine:
    """An index for each shelf, under a directory of its own.

    It opens itself at the first use, again in a forked process, and again when another process has put a new index
    in place. A lock makes it safe in threads, as Whoosh's files have one position for all readers.
    """

    def __init__(self, path: Path) -> None:
        self._shelves = {Shelf.HOUSE: Directory(path), Shelf.MESSAGES: Directory(path / Shelf.MESSAGES)}
        self._lock = threading.RLock()

    def search(self, query: Query) -> Page:
        """See Engine."""
        wanted = parse(query.text)
        with self._lock:
            shelves = self._shelves_for(query)
            answer = ranking.answer(shelves.values(), wanted, query)
            show = Highlighter(wanted.terms)
            hits = tuple(_hit(found, show) for found in answer.found[: query.limit])
            meant = spelling.correct(query.text, answer.unknown, shelves.get(Shelf.HOUSE, []), query.audience)
        last = answer.found[query.limit - 1].place if len(answer.found) > query.limit > 0 else None
        return Page(
            hits=hits,
            next=ranking.Cursor(last, answer.worths).encoded() if last else None,
            facets=dict(answer.facets),
            did_you_mean=meant,
            complete=answer.complete and len(shelves) == len(self._shelves),
        )

    def suggest(self, prefix: str, audience: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        """See Engine."""
        with self._lock:
            return suggesting.suggest(self._segments(Shelf.HOUSE), prefix, audience, limit)

    def count(self, shelf: Shelf | None = None) -> int:
        """See Engine."""
        with self._lock:
            return sum(segment.count for one in ([shelf] if shelf else Shelf) for segment in self._segments(one))

    def keys(self) -> Iterator[Key]:
        """See Engine."""
        with self._lock:
            return iter([key for shelf in Shelf for segment in self._segments(shelf) for key in segment.all_keys()])

    def index(self, documents: Iterable[Document]) -> None:
        """See Engine."""
        for shelf, batch in _batches(documents, BATCH):
            with self._shelves[shelf].writing(batch) as store:
                store.write(batch)

    def remove(self, keys: Iterable[Key]) -> None:
        """See Engine."""
        by_shelf: dict[Shelf, list[Key]] = {}
        for key in dict.fromkeys(keys):
            by_shelf.setdefault(shelf_of(key[0]), []).append(key)
        for shelf, gone in by_shelf.items():
            with self._shelves[shelf].writing(gone) as store:
                store.write({}, gone)

    def tidy(self) -> None:
        """See Engine."""
        for directory in self._shelves.values():
            with directory.writing() as store:
                store.tidy()

    def rebuild(self, documents: Iterable[Document], shelf: Shelf = Shelf.HOUSE) -> list[Key]:
        """See Engine."""
        missed: list[Key] = []
        with self._shelves[shelf].building(missed) as fresh:
            for _shelf, batch in _batches(documents, BULK):
                fresh.write(batch)
        return missed

    def clear(self) -> None:
        """See Engine."""
        for directory in self._shelves.values():
            with directory.building([]):
                pass

    def close(self) -> None:
        """See Engine."""
        with self._lock:
            for directory in self._shelves.values():
                directory.close()

    def _segments(self, shelf: Shelf) -> list[Segment]:
        return self._shelves[shelf].segments()

    def _shelves_for(self, query: Query) -> dict[Shelf, list[Segment]]:
        """The segments of each shelf as of now. A shelf may be missing while something else too is asked for."""
        asked = {shelf_of(kind) for kind in query.kinds} or set(Shelf)
        found: dict[Shelf, list[Segment]] = {}
        for shelf in Shelf:
            try:
                found[shelf] = self._segments(shelf)
            except IndexDamaged:
                if shelf is Shelf.HOUSE or asked == {shelf}:
                    raise
        return found


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


def _batches(documents: Iterable[Document], most: int) -> Iterator[tuple[Shelf, dict[Key, Document]]]:
    """The documents of each shelf in portions, the last of each key in its portion."""
    batches: dict[Shelf, dict[Key, Document]] = {shelf: {} for shelf in Shelf}
    characters = dict.fromkeys(Shelf, 0)
    for document in documents:
        shelf = shelf_of(document.kind)
        batches[shelf][document.key] = document
        characters[shelf] += len(document.body)
        if len(batches[shelf]) >= most or characters[shelf] >= CHARACTERS:
            yield shelf, batches[shelf]
            batches[shelf], characters[shelf] = {}, 0
    yield from ((shelf, batch) for shelf, batch in batches.items() if batch)
