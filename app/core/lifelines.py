"""Lifelines: a lock that a worker holds for as long as it lives, so that others know at once when it was killed."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.core.ids import new_id

LONGEST_HOST = 40


def hold_lifeline(folder: Path) -> tuple[str, BinaryIO]:
    """A name of one's own, and the lock under it: the kernel lets go of it when the process ends, however it ends."""
    name = f"{socket.gethostname()[:LONGEST_HOST]}:{os.getpid()}:{new_id()}"
    folder.mkdir(parents=True, exist_ok=True)
    line = (folder / name).open("wb")
    fcntl.flock(line, fcntl.LOCK_EX)
    return name, line


def find_fallen(folder: Path) -> Iterator[str]:
    """The names that nobody holds any more, each told once. Those of other machines are not known here."""
    for path in folder.iterdir() if folder.is_dir() else ():
        with path.open("rb+") as line:
            try:
                fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield path.name
            path.unlink(missing_ok=True)
