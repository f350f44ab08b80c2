"""Many sockets that hear numbered messages, and note of each when it came to which of them."""

from __future__ import annotations

import json
import re
import select
import socket
import time
from collections.abc import Sequence
from typing import Any

from bench.instances import Viewer
from bench.sockets import PATIENCE, PING, PONG, Deaf, connect, enter, send

NUMBERED = re.compile(rb'"client_id":"said-(\d+)"')
LONGEST_PIECE = 60  # of a number's mark, cut where two reads meet
AT_ONCE = 50  # sockets that are opened before those that are open are heard: the server ends who does not answer it


class Hearers:
    """Sockets of people, each of whom speaks by one of their own after the other."""

    def __init__(self, port: int, people: Sequence[Viewer], sockets: int) -> None:
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._rest: dict[int, bytes] = {}
        self._of: list[list[socket.socket]] = [[] for _ in people]
        self.sent: list[float] = []
        self.waits: list[float] = []
        self.expected = 0
        for number in range(sockets):
            place = number % len(people)
            connection = connect(port, people[place].headers)
            enter(connection)
            self._of[place].append(connection)
            self._sockets[connection.fileno()] = connection
            self._rest[connection.fileno()] = b""
            self._poll.register(connection.fileno(), select.EPOLLIN)
            if number % AT_ONCE == 0:
                self.hear(0.001)

    def say(self, place: int, room: str, hearing: Sequence[int]) -> None:
        """Let somebody say the next numbered thing, which the sockets of some are to hear; its answer repeats it."""
        number = len(self.sent)
        speaking = self._of[place][number % len(self._of[place])]
        said: dict[str, Any] = {"conversation_id": room, "client_id": f"said-{number}", "body": f"Word {number}"}
        self.sent.append(time.perf_counter())
        self.expected += 1 + sum(len(self._of[each]) for each in hearing)
        send(speaking, f"42{number}{json.dumps(['message.send', said])}".encode())

    def hear(self, seconds: float) -> None:
        """Hear what comes within a time."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._hear_once(left)

    def hear_all(self) -> None:
        """Hear until all has come that was said; raises Deaf where something is missing or came twice."""
        end = time.perf_counter() + PATIENCE
        while len(self.waits) < self.expected and time.perf_counter() < end:
            self._hear_once(0.5)
        if len(self.waits) != self.expected:
            raise Deaf(f"{len(self.waits)} of {self.expected} were heard")

    def _hear_once(self, seconds: float) -> None:
        for number, _ in self._poll.poll(seconds, 1024):
            connection = self._sockets[number]
            data = connection.recv(65536)
            if not data:
                raise Deaf("the server ended a connection")
            now = time.perf_counter()
            if PING in data:
                send(connection, PONG)
            data = self._rest[number] + data
            over = 0
            for found in NUMBERED.finditer(data):
                self.waits.append(1000 * (now - self.sent[int(found[1])]))
                over = found.end()
            self._rest[number] = data[over:][-LONGEST_PIECE:]

    def close(self) -> None:
        """Everybody leaves."""
        for connection in self._sockets.values():
            connection.close()
        self._poll.close()
