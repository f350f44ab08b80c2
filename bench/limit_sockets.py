"""The limits of the sockets: Flask-SocketIO as it comes, and frames that were built before, written to each socket.

    python -m bench.limit_sockets stock|raw PORT

`stock` emits what it is sent to everybody; so does `raw`, which answers the handshake by hand and knows no protocol.
"""

from gevent import monkey

monkey.patch_all()

import base64  # noqa: E402
import hashlib  # noqa: E402
import os  # noqa: E402
import re  # noqa: E402
import struct  # noqa: E402
import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402
from gevent.server import StreamServer  # noqa: E402

from bench.limits import Bare  # noqa: E402
from bench.sockets import receive  # noqa: E402

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def stock(port: int) -> None:
    """Flask-SocketIO under the same server as Parvis's."""
    app = Flask(__name__)
    app.secret_key = "bench"  # noqa: S105 (signs nothing that matters)
    socketio = SocketIO(app, async_mode="gevent", async_handlers=False, cors_allowed_origins="*")

    @app.get("/")
    def ready() -> str:
        return "ready"

    @socketio.on("message.send")
    def tell(payload: Any) -> dict[str, bool]:
        socketio.emit("message.created", payload)
        return {"ok": True}

    Bare(port, app).run()


class Raw:
    """WebSockets by hand: whatever one of them sends is built into one frame and written to all."""

    def __init__(self) -> None:
        self._sockets: list[Any] = []

    def take(self, connection: Any, _address: Any) -> None:
        """Answer the handshake, then pass on what comes."""
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(4096)
            if not more:
                return
            head += more
        key = re.search(rb"Sec-WebSocket-Key: (\S+)", head)
        if key is None:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nready")
            return
        accept = base64.b64encode(hashlib.sha1(key[1] + MAGIC).digest())  # noqa: S324 (RFC 6455)
        upgrade = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        connection.sendall(upgrade + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        self._sockets.append(connection)
        self._pass_on(connection)

    def _pass_on(self, connection: Any) -> None:
        while True:
            try:
                text = receive(connection)
            except Exception:  # noqa: BLE001 (however it ended, it is gone)
                self._sockets.remove(connection)
                return
            size = bytes([len(text)]) if len(text) < 126 else b"\x7e" + struct.pack(">H", len(text))
            frame = b"\x81" + size + text
            for each in self._sockets:
                os.write(each.fileno(), frame)


def raw(port: int) -> None:
    """Nothing but sockets."""
    StreamServer(("127.0.0.1", port), Raw().take, backlog=2048).serve_forever()


if __name__ == "__main__":
    {"stock": stock, "raw": raw}[sys.argv[1]](int(sys.argv[2]))
