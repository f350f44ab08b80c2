"""The directory of the indexes: which one is in use, who writes, and how a new one takes the old one's place."""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from search.engines import IndexBusy, IndexDamaged, Key
from search.engines.whoosh import schema
from search.engines.whoosh.segments import Segment
from search.engines.whoosh.store import Store

PATIENCE = 20.0  # seconds to wait for another writer
_POINTER = re.compile(r"(\d+) ([0-9a-f]+)")
_NAME = re.compile(r"[0-9a-f]{16}")


class KeptStore:
    """A store kept open from one use to the next."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._process = 0

    def at(self, path: Path) -> Store:
        """The store at the path; opened anew where another took its place, and in a forked process.

        A child must not move the positions in the files it shares with its parent.
        """
        forked = self._process != os.getpid()
        if self._store is None or forked or self._store.path != path:
            if not forked:
                self.close()
            self._store, self._process = Store(path), os.getpid()
        return self._store

    def close(self) -> None:
        """Close the store; the next use opens it again."""
        if self._store is not None:
            self._store.close()
        self._store = None


class Directory:
    """Indexes side by side in directories of their own; the file `current` names the one in use and its format."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pointer = path / "current"
        self._touched = path / "touched"  # there during a build: the keys that were written meanwhile
        self._read, self._written = KeptStore(), KeptStore()

    def segments(self) -> list[Segment]:
        """The segments as of now; tried again where the index was replaced between finding and opening it."""
        path = self.current()
        try:
            return self._read.at(path).segments()
        except IndexDamaged:
            if self.current() == path:
                raise
            return self._read.at(self.current()).segments()

    def current(self) -> Path:
        """Where the index in use is. Raises IndexDamaged where there is none, or one of another format."""
        try:
            named = _POINTER.fullmatch(self._pointer.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError) as fault:
            raise IndexDamaged(f"there is no search index: {fault}") from fault
        if named is None or int(named[1]) != schema.FORMAT:
            raise IndexDamaged("the search index was made by another version")
        return self._path / named[2]

    @contextmanager
    def writing(self, keys: Iterable[Key] = ()) -> Iterator[Store]:
        """The index in use, for writing these keys, one writer at a time. Raises IndexBusy where another goes on."""
        if not self._touched.exists():
            self.current()  # says that there is none before it waits
        with self._holding("write.lock", PATIENCE):
            self._note(keys)
            yield self._written.at(self.current())

    def _note(self, keys: Iterable[Key]) -> None:
        """Leave word for the build that is going on, if any, of what is about to be written."""
        if not self._touched.exists():
            return
        with suppress(IndexBusy), self._holding("build.lock", patience=0):
            self._touched.unlink(missing_ok=True)  # that build has died
            return
        with self._touched.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(key)}\n" for key in keys)

    @contextmanager
    def building(self, missed: list[Key]) -> Iterator[Store]:
        """A new index, put in place of the old one at the end, with what was written meanwhile.

        Where there is no old one to have learned it, `missed` is given the keys of that.
        """
        self._path.mkdir(parents=True, exist_ok=True)
        with self._holding("build.lock", patience=0):
            self._sweep()
            self._touched.touch()
            fresh = Store.create(self._path / secrets.token_hex(8))
            try:
                yield fresh
                with self._holding("write.lock", PATIENCE):
                    missed += self._carry_over(fresh)
                    self._put_in_place(fresh)
            finally:
                fresh.close()
                self._touched.unlink(missing_ok=True)
                self._sweep()

    def close(self) -> None:
        """Close the files that were opened."""
        self._read.close()
        self._written.close()

    @contextmanager
    def _holding(self, name: str, patience: float) -> Iterator[None]:
        """A lock that ends with its process, however that ends."""
        lock = FileLock(str(self._path / name))
        if not try_for(lock.acquire, timeout=patience):
            raise IndexBusy("another process is writing the search index")
        try:
            yield
        finally:
            lock.release()

    def _carry_over(self, fresh: Store) -> set[Key]:
        """Bring the new index up to date with what the one in use learned during the build; what is left to learn."""
        keys: set[Key] = {tuple(json.loads(line)) for line in self._touched.read_text(encoding="utf-8").splitlines()}
        try:
            live = self._written.at(self.current())
            known = {key: live.find(key) for key in keys}
        except IndexDamaged:
            return keys
        fresh.write({key: document for key, document in known.items() if document is not None}, keys)
        return set()

    def _put_in_place(self, fresh: Store) -> None:
        """Name the new index as the one in use, in one step."""
        written = self._pointer.with_suffix(".new")
        written.write_text(f"{schema.FORMAT} {fresh.path.name}", encoding="ascii")
        written.replace(self._pointer)

    def _sweep(self) -> None:
        """Delete every index but the one in use; a reader that has one of them open goes on reading it."""
        try:
            kept: Path | None = self.current()
        except IndexDamaged:
            kept = None
        for path in self._path.iterdir():
            if _NAME.fullmatch(path.name) and path != kept:
                shutil.rmtree(path)
