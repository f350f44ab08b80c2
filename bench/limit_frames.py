"""The limit of a fan-out: frames that were built before, written by uvloop; no protocol above, and no back-pressure.

python -m bench.limit_frames PORT
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import struct
import sys
from typing import Any

import uvloop

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
MASK = 4


class Raw(asyncio.Protocol):
    """A WebSocket by hand: whatever one of them sends is built into one frame and written to all."""

    def __init__(self, everybody: set[Any]) -> None:
        self._everybody = everybody
        self._came = b""
        self._is_open = False

    def connection_made(self, transport: Any) -> None:
        """Somebody comes."""
        self._transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        """Somebody goes."""
        self._everybody.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        """Answer the handshake, then pass on what comes."""
        self._came += data
        if not self._is_open:
            self._open()
        while self._is_open and (frame := self._next_frame()):
            for each in self._everybody:
                each.write(frame)

    def _open(self) -> None:
        head, end, rest = self._came.partition(b"\r\n\r\n")
        if not end:
            return
        key = re.search(rb"Sec-WebSocket-Key: (\S+)", head)
        if key is None:
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nready")
            self._came = rest
            return
        accept = base64.b64encode(hashlib.sha1(key[1] + MAGIC).digest())  # noqa: S324 (RFC 6455)
        upgrade = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self._transport.write(upgrade + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        self._everybody.add(self._transport)
        self._came, self._is_open = rest, True

    def _next_frame(self) -> bytes:
        """What came, as a server sends it; nothing where it has not come to its end. Its mask is nought."""
        came = self._came
        if len(came) < 4:
            return b""
        size, start = came[1] & 0x7F, 2
        if size == 126:
            size, start = struct.unpack(">H", came[2:4])[0], 4
        end = start + MASK + size
        if len(came) < end:
            return b""
        self._came = came[end:]
        return b"\x81" + bytes([came[1] & 0x7F]) + came[2:start] + came[start + MASK : end]


async def serve(port: int) -> None:
    """For as long as the process lives."""
    everybody: set[Any] = set()
    server = await asyncio.get_running_loop().create_server(lambda: Raw(everybody), "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
