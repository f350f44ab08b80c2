"""A virus scanner that speaks clamd's protocol: it finds the test virus that every scanner knows, and nothing else."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 1_000_000  # bytes of one stream, as clamd's StreamMaxLength


class _Exchange(socketserver.StreamRequestHandler):
    """One order and its answer, both ended by NUL."""

    def handle(self) -> None:
        order = b""
        while not order.endswith(b"\0"):
            order += self.rfile.read(1)
        answer = {b"zPING\0": lambda: b"PONG", b"zINSTREAM\0": self._look}.get(order, lambda: b"UNKNOWN COMMAND")()
        self.wfile.write(answer + b"\0")

    def _look(self) -> bytes:
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > MOST:
                return b"INSTREAM size limit exceeded. ERROR"
        self.server.looked_at.append(content)  # type: ignore[attr-defined]  # the one below
        return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    looked_at: list[bytes]


@contextmanager
def clamd() -> Iterator[tuple[str, list[bytes]]]:
    """Its address as PARVIS_CLAMD_URL takes it, and what it has looked at."""
    with _Server(("127.0.0.1", 0), _Exchange) as server:
        server.looked_at = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}", server.looked_at
        finally:
            server.shutdown()
            thread.join()
