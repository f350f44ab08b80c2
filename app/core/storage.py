"""Files kept by their content: the same bytes are kept once, and a file is there whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from flask import Flask, current_app

from app.core.errors import NotFound, ParvisError, Unavailable

CHUNK = 256 * 1024
ABANDONED = 24 * 3600  # seconds after which a half-written file belongs to a process that died
_KEY = re.compile(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageFull(Unavailable):
    """There is no room left; nothing was kept."""


class FileTooLarge(ParvisError):
    """The file is larger than what is taken; nothing was kept."""

    status = 413


@dataclass(frozen=True)
class Stored:
    """A kept file: its key is the SHA-256 of its bytes, in hexadecimal."""

    key: str
    size: int


@dataclass(frozen=True)
class Usage:
    """How much is kept, and how many bytes are still free (None where nobody can say)."""

    files: int
    size: int
    free: int | None


class Storage(Protocol):
    """A place for files; every key that is not there raises NotFound."""

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        """Keep what the stream holds from where it stands, at most `limit` bytes. Idempotent.

        Raises FileTooLarge, StorageFull.
        """

    def open(self, key: str) -> BinaryIO:
        """The file, to be read and closed."""

    def path(self, key: str) -> Path:
        """A local path to read the file from; it must not be written to."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str, *, unused_for: float = 0) -> bool:
        """Forget the file; whether it was there. Only the caller knows whether anybody still refers to it.

        With `unused_for` a file stays that was put (again) during the last so many seconds: somebody may be
        about to refer to it.
        """

    def keys(self) -> Iterator[str]:
        """The key of every kept file, in no order."""

    def usage(self) -> Usage: ...


class DiskStorage:
    """Files in a folder, in two levels of subfolders; the folder is made where it is missing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._sweep()

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        with _room_left(), tempfile.NamedTemporaryFile(dir=self._incoming, delete=False) as file:
            arriving = Path(file.name)
            try:
                stored = _copy(stream, file, limit)
                self._settle(arriving, self._place(stored.key))
            finally:
                arriving.unlink(missing_ok=True)
        return stored

    def open(self, key: str) -> BinaryIO:
        return self.path(key).open("rb")

    def path(self, key: str) -> Path:
        place = self._place(key)
        if not place.is_file():
            raise NotFound
        return place

    def exists(self, key: str) -> bool:
        return self._place(key).is_file()

    def delete(self, key: str, *, unused_for: float = 0) -> bool:
        place = self._place(key)
        with self._alone():
            if not place.is_file() or (unused_for and _age(place) < unused_for):
                return False
            place.unlink()
        return True

    def keys(self) -> Iterator[str]:
        return (path.name for path in self._root.glob("??/??/*"))

    def usage(self) -> Usage:
        sizes = [path.stat().st_size for path in self._root.glob("??/??/*")]
        return Usage(len(sizes), sum(sizes), shutil.disk_usage(self._root).free)

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotFound
        return self._root / key[:2] / key[2:4] / key

    def _settle(self, arrived: Path, place: Path) -> None:
        """Give a complete file its name, or say of the one already there that it was wanted again."""
        place.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if place.is_file():
                os.utime(place)
                return
            arrived.replace(place)
        for folder in (place.parent, place.parent.parent, self._root):  # the names survive a loss of power
            _sync_folder(folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Between processes too: nobody deletes a file while another finds it already there."""
        with (self._root / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _sweep(self) -> None:
        for path in self._incoming.iterdir():
            if _age(path) > ABANDONED:
                path.unlink(missing_ok=True)


def write_down(stream: IO[bytes], path: Path, limit: int) -> int:
    """Write what somebody sends to a new file that is looked at before it is kept; how many bytes.

    Raises FileTooLarge, StorageFull.
    """
    with _room_left(), path.open("xb") as file:
        return _copy(stream, file, limit).size


def identify(path: Path) -> Stored:
    """As what the storage would keep this file."""
    with path.open("rb") as file:
        return Stored(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _copy(stream: IO[bytes], file: IO[bytes], limit: int) -> Stored:
    """Write the stream down, to the disk itself."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileTooLarge
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return Stored(digest.hexdigest(), size)


@contextmanager
def _room_left() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:  # another process has just taken it away
        return 0.0


def init_app(app: Flask, root: Path) -> None:
    """Keep the application's files in this folder."""
    app.extensions["parvis.storage"] = DiskStorage(root)


def storage() -> Storage:
    """Where the application keeps its files."""
    found: Storage = current_app.extensions["parvis.storage"]
    return found
