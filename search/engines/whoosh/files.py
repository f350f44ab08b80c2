"""Whoosh's files: opened to be closed again, written without waste, and read so that damage is told."""

import errno
from array import array
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from search.engines import IndexDamaged

_NO_DAMAGE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE}


class Files(FileStorage):
    """A directory that remembers what was opened in it, as Whoosh forgets to close files that it fails to read."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Open a file for reading."""
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def close(self) -> None:
        """Close all that was opened; more than once does no harm."""
        for file in self._opened:
            if not file.is_closed:
                file.close()
        self._opened.clear()


class PostingsPool:
    """What a writer has gathered, by field and word: 8 bytes a posting where Whoosh's own pool takes 200.

    Nothing is sorted but the words, as documents come in order.
    """

    def __init__(self) -> None:
        self._lists: defaultdict[tuple[str, bytes], tuple[array[int], array[float]]]
        self._lists = defaultdict(lambda: (array("I"), array("f")))

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take a posting: field, word, document, weight, and a value that our fields leave empty."""
        field, word, document, weight, _ = posting
        documents, weights = self._lists[field, word]
        documents.append(document)
        weights.append(weight)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Give them back by field, word and document."""
        for (field, word), (documents, weights) in sorted(self._lists.items(), key=lambda item: item[0]):
            for document, weight in zip(documents, weights, strict=True):
                yield field, word, document, weight, b""

    def cleanup(self) -> None:
        """Forget them."""
        self._lists.clear()


@contextmanager
def reading() -> Iterator[None]:
    """Report what Whoosh stumbles over in its files as damage; it raises anything, even bare exceptions.

    A full disk, a missing right or too many open files are no damage and stay what they are.
    """
    try:
        yield
    except (IndexDamaged, MemoryError):
        raise
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in _NO_DAMAGE:
            raise
        raise IndexDamaged(f"the search index cannot be read: {fault!r}") from fault
