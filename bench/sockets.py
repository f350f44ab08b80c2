"""Socket.IO clients for measuring: one that speaks, and a crowd that notes when it hears."""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import struct
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

from bench.instances import Headers

PATH = "/socket.io/?EIO=4&transport=websocket"
PATIENCE = 30.0
PING, PONG, REFUSED = b"\x81\x012", b"3", b"44"


class Deaf(Exception):
    """Somebody did not hear what was said to all."""


def connect(port: int, headers: Headers = ()) -> socket.socket:
    """An open WebSocket."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = base64.b64encode(os.urandom(16)).decode()
    asked = (("Host", f"127.0.0.1:{port}"), ("Upgrade", "websocket"), ("Connection", "Upgrade"))
    asked += (("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", key), *headers)
    lines = "".join(f"{name}: {value}\r\n" for name, value in asked)
    connection.sendall(f"GET {PATH} HTTP/1.1\r\n{lines}\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:  # byte by byte: what follows belongs to the frames
        answer += connection.recv(1)
    if b" 101 " not in answer.partition(b"\r\n")[0]:
        raise Deaf(answer.decode())
    return connection


def send(connection: socket.socket, text: bytes) -> None:
    """A text frame, masked as clients must."""
    mask = b"\0\0\0\0"
    size = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + struct.pack(">H", len(text))
    connection.sendall(b"\x81" + size + mask + text)


def receive(connection: socket.socket) -> bytes:
    """The next text frame."""
    first = _exactly(connection, 2)
    size = first[1] & 0x7F
    if size == 126:
        size = struct.unpack(">H", _exactly(connection, 2))[0]
    elif size == 127:
        size = struct.unpack(">Q", _exactly(connection, 8))[0]
    if first[1] & 0x80:  # from a client: its mask, which is nought in `send`
        _exactly(connection, 4)
    return _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = connection.recv(size - len(found))
        if not more:
            raise Deaf("the server ended the connection")
        found += more
    return found


def enter(connection: socket.socket) -> None:
    """Say hello as Socket.IO does."""
    receive(connection)
    send(connection, b"40")
    while not (answer := receive(connection)).startswith(b"40"):
        if answer.startswith(REFUSED):  # anything else was told before the greeting
            raise Deaf(answer.decode())


class Speaker:
    """One socket that sends events and waits for what comes back."""

    def __init__(self, port: int, headers: Headers = (), *, greets: bool = True) -> None:
        self._connection = connect(port, headers)
        if greets:
            enter(self._connection)
        self._numbers = count(1)

    def say(self, event: str, payload: object) -> None:
        """Send an event that wants an acknowledgement."""
        self.send(f"42{next(self._numbers)}{json.dumps([event, payload])}".encode())

    def send(self, packet: bytes) -> None:
        """Send a packet as it is."""
        send(self._connection, packet)

    def hear(self, start: bytes) -> Any:
        """The payload of the next packet that begins so; pings are answered, other packets passed over."""
        while not (packet := receive(self._connection)).startswith(start):
            if packet == b"2":
                send(self._connection, PONG)
        return json.loads(packet[packet.index(b"[") :])

    def close(self) -> None:
        self._connection.close()


class Crowd:
    """Many sockets that listen."""

    def __init__(self, port: int, people: Sequence[Headers], *, greets: bool = True) -> None:
        self._sockets: dict[int, socket.socket] = {}
        self._poll = select.epoll()
        for headers in people:
            connection = connect(port, headers)
            if greets:
                enter(connection)
            connection.setblocking(False)
            self._sockets[connection.fileno()] = connection
            self._poll.register(connection.fileno(), select.EPOLLIN)

    def __len__(self) -> int:
        return len(self._sockets)

    def settle(self, seconds: float = 1.0) -> None:
        """Let everything that is on its way arrive."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._arrivals(b"\0never", end - time.monotonic())

    def hear(self, mark: bytes) -> list[float]:
        """When each of the crowd received the next frame with this mark; raises Deaf where somebody did not."""
        heard: list[float] = []
        end = time.monotonic() + PATIENCE
        while len(heard) < len(self):
            if time.monotonic() > end:
                raise Deaf(f"{len(heard)} of {len(self)} heard")
            heard += self._arrivals(mark, 1.0)
        return heard

    def _arrivals(self, mark: bytes, seconds: float) -> list[float]:
        times: list[float] = []
        for number, _ in self._poll.poll(max(seconds, 0), 1024):
            connection = self._sockets[number]
            data = connection.recv(65536)
            if PING in data:
                send(connection, PONG)
            times += [time.perf_counter()] * data.count(mark)
        return times

    def close(self) -> None:
        for connection in self._sockets.values():
            connection.close()
        self._poll.close()
