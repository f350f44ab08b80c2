"""One index on disk: its segments as they are now, and changes to them, one commit at a time."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search.documents import Document
from search.engines import IndexDamaged, Key
from search.engines.whoosh import schema
from search.engines.whoosh.files import Files, reading
from search.engines.whoosh.postings import Codec, PostingsCache, PostingsPool
from search.engines.whoosh.segments import Segment

NAME = "parvis"
TIER = 8  # so many segments of one size class make one of the next
EVERYDAY = 2_000  # documents that a commit may merge while people wait to find what they wrote
LARGEST = 50_000  # documents in a segment; a Whoosh column holds 65,535 different values at most
SETTLED = 100_000_000  # nanoseconds after which a directory's time tells of every change in it
ATTEMPTS = 5  # at opening segments that a writer may be replacing


class Store:
    """An index in a directory. One process writes at a time; any number read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._cache = PostingsCache()
        self._segments: dict[str, Segment] = {}
        self._generation: int | None = None
        self._seen = 0  # the directory's time when the generation was read

    @classmethod
    def create(cls, path: Path) -> "Store":
        """An empty index in a new directory."""
        path.mkdir(parents=True)
        FileIndex.create(Files(path), schema.schema(), NAME)
        return cls(path)

    def segments(self) -> list[Segment]:
        """The segments as of the last commit, the newest documents first. Raises IndexDamaged."""
        changed = self._changed()
        if changed:
            self._refresh()
            self._seen = changed
        return list(self._segments.values())

    def find(self, key: Key) -> Document | None:
        """The document with that key."""
        for segment in self.segments():
            number = segment.find(key)
            if number is not None:
                return segment.document(number)
        return None

    def write(self, documents: Mapping[Key, Document], removed: Iterable[Key] = ()) -> None:
        """Replace and remove documents in one commit. The caller holds the lock."""
        segments = self.segments()
        gone = {key for key in (*documents, *removed) if any(part.find(key) is not None for part in segments)}
        if not documents and not gone:
            return

        def fill(writer: SegmentWriter) -> None:
            for part in writer.segments:
                for key in gone:
                    number = self._segments[part.segment_id()].find(key)
                    if number is not None:
                        part.delete_document(number)
            for document in map(schema.composed, documents.values()):
                writer.pool.take(writer.docnum, schema.words_of(document))
                writer.add_document(**schema.columns_of(document))

        self._commit(fill, merge_up_to(EVERYDAY))

    def tidy(self) -> None:
        """Merge the segments that everyday commits leave, and drop what was deleted. The caller holds the lock."""
        self._commit(lambda _: None, merge_up_to(LARGEST))

    def close(self) -> None:
        """Close all files."""
        for segment in self._segments.values():
            segment.close()
        self._segments = {}
        self._generation, self._seen = None, 0

    def _commit(self, fill: Callable[[SegmentWriter], None], merge: Callable[..., list[W3Segment]]) -> None:
        with closing(Files(self.path)) as files:
            with reading():
                index = FileIndex(files, schema.schema(), NAME)
            writer = SegmentWriter(index, codec=Codec(), compound=False)
            writer.pool = PostingsPool()
            try:
                fill(writer)
                with reading():  # as merging does
                    writer.commit(mergetype=merge)
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    def _changed(self) -> int:
        """The directory's time if it has changed since it was read; a time still fresh is not trusted."""
        try:
            modified = self.path.stat().st_mtime_ns
        except OSError as fault:
            raise IndexDamaged(f"the search index has gone: {fault}") from fault
        if modified == self._seen:
            return 0
        return modified if time.time_ns() - modified > SETTLED else -1

    def _refresh(self) -> None:
        """Read the last generation; of one that was replaced while it was being opened any file may be missing."""
        for attempt in range(1, ATTEMPTS + 1):
            with closing(Files(self.path)) as files:
                last = self._last_generation(files)
                try:
                    with reading():
                        if last != self._generation:
                            self._open(TOC.read(files, NAME, schema=schema.schema()))
                    return
                except IndexDamaged:
                    if attempt == ATTEMPTS or self._last_generation(files) == last:
                        raise

    @staticmethod
    def _last_generation(files: Files) -> int:
        with reading():
            generation: int = TOC._latest_generation(files, NAME)
            return generation

    def _open(self, contents: Any) -> None:
        """Take over the segments of a generation, opening the new ones and closing those that are gone."""
        known, opened = self._segments, {}
        try:
            for part in contents.segments:
                name = part.segment_id()
                opened[name] = known.get(name) or Segment(self.path, part, self._cache)
        except BaseException:
            for name in opened.keys() - known.keys():
                opened[name].close()
            raise
        for part in contents.segments:
            opened[part.segment_id()].delete(part.deleted_docs())
        for name in known.keys() - opened.keys():
            known[name].close()
        newest = sorted(opened.values(), key=lambda segment: max(segment.at_of, default=0), reverse=True)
        self._segments = {segment.id: segment for segment in newest}
        self._generation = contents.generation


def merge_up_to(most: int) -> Callable[[SegmentWriter, list[W3Segment]], list[W3Segment]]:
    """A merge policy: a full size class becomes one segment, if that has `most` documents or fewer;
    and a segment that is mostly deleted is written anew.

    Each document is so merged once in each class only, and no commit takes longer than merging `most`.
    """

    def merge(writer: SegmentWriter, parts: list[W3Segment]) -> list[W3Segment]:
        parts = [part for part in parts if _left(part)]
        chosen = [part for part in parts if part.deleted_count() > _left(part) <= most]
        classes: dict[int, list[W3Segment]] = {}
        for part in parts:
            if part not in chosen:
                classes.setdefault(_size_class(part), []).append(part)
        for members in classes.values():
            if len(members) >= TIER and sum(map(_left, members)) <= most:
                chosen += members
        for part in chosen:
            reader = SegmentReader(writer.storage, writer.schema, part)
            writer.add_reader(reader)
            reader.close()
        return [part for part in parts if part not in chosen]

    return merge


def _left(part: W3Segment) -> int:
    count: int = part.doc_count_all() - part.deleted_count()
    return count


def _size_class(part: W3Segment) -> int:
    return (_left(part).bit_length() - 1) // (TIER.bit_length() - 1)
