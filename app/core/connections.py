"""Connections to addresses that were checked beforehand, cut when their time is up."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Any, Self

from urllib3.connection import HTTPConnection, HTTPSConnection

Address = tuple[Any, ...]  # as getaddrinfo gives them


class Deadline:
    """The end of all patience: inside `with`, the watched connection is cut in time, however busy."""

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds
        self._watched: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self.watch(None)

    def left(self) -> float:
        """The seconds that are left. Raises TimeoutError."""
        left = self._ends - monotonic()
        if left <= 0:
            raise TimeoutError("out of time")
        return left

    def watch(self, connected: socket.socket | None) -> None:
        """Cut this socket when the time is up, and no other."""
        # a duplicate, because wrapping a socket in TLS takes its descriptor away
        before, self._watched = self._watched, connected.dup() if connected else None
        if before:
            before.close()

    def _cut(self) -> None:
        watched = self._watched
        if watched:
            with suppress(OSError):  # already closed at the other end, or by `watch`
                watched.shutdown(socket.SHUT_RDWR)


class Pinned(HTTPConnection):
    """An HTTP connection that keeps its host's name and goes to the given addresses."""

    addresses: Sequence[Address]
    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        return _connected(self.addresses, self.deadline)


class PinnedTLS(Pinned, HTTPSConnection):
    """The same over TLS: name indication and certificate are about the host's name, not its address."""


def pinned(
    host: str, port: int, addresses: Sequence[Address], deadline: Deadline, tls: ssl.SSLContext | None
) -> Pinned:
    """A connection not yet made, over TLS where a context is given."""
    connection = PinnedTLS(host, port, ssl_context=tls) if tls else Pinned(host, port)
    connection.addresses, connection.deadline = addresses, deadline
    return connection


def _connected(addresses: Sequence[Address], deadline: Deadline) -> socket.socket:
    failure = OSError("the name has no address")
    for tried, address in enumerate(addresses):
        try:
            return _connected_to(address, deadline, deadline.left() / (len(addresses) - tried))
        except OSError as error:
            failure = error
    raise failure


def _connected_to(address: Address, deadline: Deadline, patience: float) -> socket.socket:
    family, kind, protocol, _, destination = address
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(patience)
        connection.connect(destination)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        deadline.watch(connection)
        connection.settimeout(deadline.left())
    except BaseException:
        connection.close()
        raise
    return connection
