"""The server's connections: when it ends, requests are finished, and nobody waits for who only listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from geventwebsocket.gunicorn.workers import GeventWebSocketWorker
from geventwebsocket.handler import WebSocketHandler
from gunicorn.workers.ggevent import PyWSGIServer

GRACE_SECONDS = 3  # a request that goes on and on would hold a graceful stop for ever


class Listener(PyWSGIServer):
    """Takes connections until it is closed; then requests are finished, and who only listens is not waited for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._idle: set[socket.socket] = set()
        self._is_closing = False

    @contextmanager
    def idling(self, connection: socket.socket) -> Iterator[None]:
        """For as long as this connection waits for what the other side may say some time."""
        self._idle.add(connection)
        if self._is_closing:
            _hear_no_more(connection)
        try:
            yield
        finally:
            self._idle.discard(connection)

    def close(self) -> None:
        """Take nothing more, and return when everybody has their answer."""
        super().close()
        self._is_closing = True
        for connection in list(self._idle):
            _hear_no_more(connection)
        self.pool.join(GRACE_SECONDS)


class Connection(WebSocketHandler):
    """One connection: requests one after the other, or a socket."""

    def read_requestline(self) -> str:
        """The next request's first line; empty when there comes none."""
        with self.server.idling(self.socket):
            return str(super().read_requestline())

    def run_websocket(self) -> None:
        """Be a socket for as long as both sides wish."""
        with self.server.idling(self.socket):
            super().run_websocket()


class Process(GeventWebSocketWorker):
    """A process that serves web and sockets."""

    server_class = Listener
    wsgi_handler = Connection


def _hear_no_more(connection: socket.socket) -> None:
    with suppress(OSError):  # the other side has just gone
        connection.shutdown(socket.SHUT_RD)
