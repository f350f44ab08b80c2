"""A push service on the loopback address and the browser behind it: takes messages, opens and checks them."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def encoded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


@dataclass(frozen=True)
class Taken:
    """A message as the browser reads it, and with which headers it came."""

    path: str
    headers: dict[str, str]
    sealed: bytes
    message: dict[str, Any]


@dataclass
class PushService:
    """Listens inside `with`. `answers` holds what the next messages are answered instead of 201."""

    taken: list[Taken] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    on_message: Callable[[], None] = lambda: None
    """Called after a message was taken but not yet acknowledged."""
    _keys: dict[str, tuple[ec.EllipticCurvePrivateKey, bytes]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def subscription(self, name: str) -> dict[str, str]:
        """What a browser of this name gives when it subscribes."""
        key = ec.generate_private_key(ec.SECP256R1())
        secret = name.encode().ljust(16, b".")[:16]
        self._keys[f"/push/{name}"] = key, secret
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"http://{self.host}/push/{name}", "p256dh": encoded(point), "auth": encoded(secret)}

    @property
    def bodies(self) -> list[str]:
        """What the messages said so far."""
        return [taken.message["body"] for taken in self.taken]

    def take(self, path: str, headers: dict[str, str], sealed: bytes) -> tuple[int, dict[str, str]]:
        """Open a message and check who signed it, as browser and service do; the answer to it."""
        status, more = self.answers.pop(0) if self.answers else (201, {})
        if status == 201:
            key, secret = self._keys[path]
            opened = http_ece.decrypt(sealed, private_key=key, auth_secret=secret, version="aes128gcm")
            assert Vapid02.verify(headers["Authorization"])
            self.taken.append(Taken(path, headers, sealed, json.loads(opened)))
        self.on_message()
        return status, more


def _handler(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sealed = self.rfile.read(int(self.headers["Content-Length"]))
            status, more = service.take(self.path, dict(self.headers), sealed)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
