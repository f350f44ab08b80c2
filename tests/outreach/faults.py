"""A Mastodon of the worst kind: a raw TCP server that drops, stalls or fails exactly when it is told to."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from types import TracebackType
from typing import Any

Fault = Callable[["Exchange"], bool]
"""Sees a request whose status was kept; true where it has ended the exchange by itself."""


class Exchange(socketserver.StreamRequestHandler):
    """One request and its answer."""

    server: _Server

    def handle(self) -> None:
        head = self.rfile.readline().decode()
        if not head:
            return
        method, path, _ = head.split()
        length, self.key = 0, ""
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(":")
            if name.lower() == "content-length":
                length = int(value)
            if name.lower() == "idempotency-key":
                self.key = value.strip()
        body = self.rfile.read(length)
        self.server.house.answer(self, method, path.partition("?")[0], body)

    def say(self, status: int, content: object = None) -> None:
        body = json.dumps(content).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    house: FaultyServer


class FaultyServer:
    """Keeps statuses like Mastodon, by their Idempotency-Key; `fault` is asked at each POST."""

    def __init__(self) -> None:
        self.statuses: dict[str, dict[str, Any]] = {}
        self.posts = 0
        self.media_status = 200
        """What is answered to a picture."""
        self._numbers = count(1)
        self.keeps = True
        """Whether a status is kept before the fault comes."""
        self.is_blind = False
        """Whether looking at the statuses fails too."""
        self.fault: Fault = lambda _exchange: False
        self._server = _Server(("127.0.0.1", 0), Exchange)
        self._server.house = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FaultyServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, exchange: Exchange, method: str, path: str, body: bytes) -> None:
        if (method, path) == ("POST", "/api/v2/media"):
            exchange.say(self.media_status, {"id": "7"})
        elif (method, path) == ("POST", "/api/v1/statuses"):
            self._post(exchange, body)
        elif path == "/api/v1/accounts/verify_credentials":
            exchange.say(200, {"id": "1", "acct": "house"})
        elif path == "/api/v1/accounts/1/statuses":
            exchange.say(*((503, {}) if self.is_blind else (200, list(self.statuses.values()))))
        elif path == "/api/v2/instance":
            statuses = {"max_characters": 500, "characters_reserved_per_url": 23}
            exchange.say(200, {"configuration": {"statuses": statuses}})
        else:
            exchange.say(404, {"error": "Record not found"})

    def _post(self, exchange: Exchange, body: bytes) -> None:
        self.posts += 1
        if self.keeps and exchange.key not in self.statuses:
            number = str(next(self._numbers))
            self.statuses[exchange.key] = {
                "id": number,
                "url": f"https://social.example/@house/{number}",
                "content": json.loads(body)["status"],
                "created_at": datetime.now(UTC).isoformat(),
            }
        if not self.fault(exchange):
            exchange.say(200, self.statuses[exchange.key])
