"""The server's connections: when it ends, requests are finished, and nobody waits for who only listens."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import ioctl
from termios import FIONREAD
from typing import Any, ClassVar

import gevent
from geventwebsocket.gunicorn.workers import GeventWebSocketWorker
from geventwebsocket.handler import WebSocketHandler
from gunicorn.workers.ggevent import PyWSGIServer

from app.core.sharing import Shares

GRACE_SECONDS = 3  # a request that goes on and on would hold a graceful stop for ever

AFTER_YOU_SECONDS = 0.003
"""How long a process that holds more connections than another leaves a new one to that one."""

READ_AHEAD = 2048  # bytes of a connection that may be read before they are asked for; most are silent most of the time


class Listener(PyWSGIServer):
    """Takes connections until it is closed; then requests are finished, and who only listens is not waited for."""

    shares: ClassVar[Shares | None] = None
    """What each of several processes holds; None where one serves alone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._idle: set[Connection] = set()
        self._has_waited = False
        self.is_closing = False

    def do_read(self) -> Any:
        """The next connection; nothing where another process is to take it, which this one leaves it a moment for."""
        if self.shares is not None and self.shares.is_ahead(len(self.pool)) and not self._has_waited:
            self._has_waited = True
            self.stop_accepting()
            gevent.spawn_later(AFTER_YOU_SECONDS, self._go_on)
            return None
        self._has_waited = False
        return super().do_read()

    def _go_on(self) -> None:
        if not self.closed:
            self.start_accepting()

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
