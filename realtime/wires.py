"""Wires: the writing end of a WebSocket. Frames go out whole and in order, and nobody waits for a slow other side."""

from __future__ import annotations

import socket
from collections import deque
from contextlib import suppress
from typing import Any

import gevent
from geventwebsocket.websocket import Header, WebSocket

MOST_WAITING = 1_000_000
"""How many bytes may wait for a client that does not take them before it is cut off."""
MOST_IN_SYSTEM = 64 * 1024
"""How many more the system is asked to hold for it (Linux takes twice that). By itself it would hold megabytes."""


def frame_of(text: str) -> bytes:
    """A text as the frame that a server sends: the same bytes for everybody, for they are neither masked nor packed."""
    message = text.encode()
    return bytes(Header.encode_header(True, WebSocket.OPCODE_TEXT, b"", len(message), 0)) + message


class Wire:
    """Writes the frames of one WebSocket, for everybody who has some: nothing else writes to its connection.

    A frame that the other side does not take at once waits, with all that follow, for a greenlet that lives until
    they have left. Whoever lets too much wait is cut off, and finds by `sync` what it missed when it comes again.
    """

    __slots__ = ("_connection", "_is_cut", "_waiting", "_writer", "queue", "waiting_bytes")

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.queue: Any = None
        self._waiting: deque[bytes] = deque()
        self._writer: gevent.Greenlet | None = None
        self._is_cut = False
        self.waiting_bytes = 0

    @property
    def is_behind(self) -> bool:
        """Whether something waits that the other side has not taken."""
        return self._writer is not None

    def offer(self, frame: bytes) -> bool:
        """Write a frame, unless packets wait in the transport's own `queue`: they go first, and it must follow them."""
        if self.queue is None or not self.queue.empty():
            return False
        self.write(frame)
        return True

    def write(self, frame: bytes) -> None:
        """Write a whole frame after those before it, and never wait.

        Where nobody takes it any more it is lost: whoever reads from the connection finds out too, and ends it.
        """
        if self._writer is not None:
            self._keep(frame)
            return
        try:
            sent = self._connection.send(frame, 0, 0.0)
        except BlockingIOError:
            sent = 0
        except OSError:
            return
        if sent < len(frame):
            self._keep(frame[sent:])
            self._writer = gevent.spawn(self._write_waiting)

    def cut(self) -> None:
        """End the connection at once; what waits is not delivered."""
        self._is_cut = True
        self._waiting.clear()
        self.waiting_bytes = 0
        with suppress(OSError):  # it has ended already
            self._connection.shutdown(socket.SHUT_RDWR)

    @classmethod
    def of(cls, websocket: WebSocket) -> Wire:
        """Take over what a WebSocket writes: packets, pongs and its goodbye go the same way as ours."""
        connection = websocket.handler.socket
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_IN_SYSTEM)
        wire = cls(connection)
        websocket.raw_write = wire.write
        return wire

    def _keep(self, frame: bytes) -> None:
        if self.waiting_bytes > MOST_WAITING:
            self.cut()
        if not self._is_cut:
            self._waiting.append(frame)
            self.waiting_bytes += len(frame)

    def _write_waiting(self) -> None:
        try:
            while self._waiting:
                frame = self._waiting.popleft()
                self._connection.sendall(frame)
                self.waiting_bytes -= len(frame)
        except OSError:
            self.cut()
        else:
            self._writer = None
