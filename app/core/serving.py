"""The server's connections: when it ends, requests are finished, and nobody waits for who only listens."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import ioctl
from termios import FIONREAD
from typing import Any

from geventwebsocket.gunicorn.workers import GeventWebSocketWorker
from geventwebsocket.handler import WebSocketHandler
from gunicorn.workers.ggevent import PyWSGIServer

GRACE_SECONDS = 3  # a request that goes on and on would hold a graceful stop for ever

READ_AHEAD = 2048  # bytes of a connection that may be read before they are asked for; most are silent most of the time


class Listener(PyWSGIServer):
    """Takes connections until it is closed; then requests are finished, and who only listens is not waited for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._idle: set[Connection] = set()
        self.is_closing = False

    @contextmanager
    def idling(self, connection: Connection) -> Iterator[None]:
        """For as long as this connection waits for what the other side may say some time."""
        self._idle.add(connection)
        if self.is_closing:
            connection.hear_no_more()
        try:
            yield
        finally:
            self._idle.discard(connection)

    def close(self) -> None:
        """Take nothing more, and return when everybody has their answer."""
        super().close()
        self.is_closing = True
        for connection in list(self._idle):
            connection.hear_no_more()
        self.pool.join(GRACE_SECONDS)


class Connection(WebSocketHandler):
    """One connection: requests one after the other, or a socket."""

    rfile: Any

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.rfile.close()
        self.rfile = self.socket.makefile("rb", READ_AHEAD)

    def read_requestline(self) -> str:
        """The next request's first line; empty when there comes none."""
        with self.server.idling(self):
            return str(super().read_requestline())

    def read_request(self, raw_requestline: str) -> bool:
        """The rest of a request; of a server that ends it is the last one that this connection asks."""
        is_whole = bool(super().read_request(raw_requestline))
        if self.server.is_closing:
            self.close_connection = True
        return is_whole

    def run_websocket(self) -> None:
        """Be a socket for as long as both sides wish."""
        with self.server.idling(self):
            super().run_websocket()

    def hear_no_more(self) -> None:
        """Wait for nothing that the other side has not said yet; a request that began to arrive is read to its end."""
        with suppress(OSError):  # the other side has just gone
            if getattr(self, "websocket", None) or not _has_come(self.socket):
                self.socket.shutdown(socket.SHUT_RD)


class Process(GeventWebSocketWorker):
    """A process that serves web and sockets."""

    server_class = Listener
    wsgi_handler = Connection


def _has_come(connection: socket.socket) -> bool:
    """Whether the other side has sent something that nobody has read yet."""
    return int.from_bytes(ioctl(connection, FIONREAD, bytes(4)), sys.byteorder) > 0
