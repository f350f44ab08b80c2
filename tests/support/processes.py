"""Which processes a server has, and which of them is behind a connection; read from /proc."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.support.parvis import Server


def web_processes(server: Server) -> set[int]:
    """The processes that serve web and sockets, apart from the one that started them and the background worker."""
    children = (pid for pid, parent in _parents() if parent == server.process.pid)
    return {pid for pid in children if b"serve" in _command(pid)}


def worker_of(server: Server) -> int:
    """The process that does the background work."""
    children = (pid for pid, parent in _parents() if parent == server.process.pid)
    return next(pid for pid in children if b"worker" in _command(pid))


def process_behind(server: Server, port: int) -> int | None:
    """The process that holds the other end of our connection from this port, once it was accepted."""
    inode = _inode(server.port, port)
    return next((pid for pid in web_processes(server) if inode in _sockets(pid)), None)


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has ended meanwhile
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                yield int(folder.name), int(fields[1])


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _inode(local: int, remote: int) -> str:
    """The inode of the server's end of a connection on the loopback address."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        ports = [int(address.rpartition(":")[2], 16) for address in fields[1:3]]
        if ports == [local, remote]:
            return fields[9]
    return ""


def _sockets(pid: int) -> set[str]:
    found = set()
    with suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.add(descriptor.readlink().name.removeprefix("socket:[").rstrip("]"))
    return found
