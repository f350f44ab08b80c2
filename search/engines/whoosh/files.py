"""Whoosh's files: opened so that all can be closed again, and read so that damage is told."""

import errno
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
