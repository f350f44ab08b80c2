"""Scanning: the virus scanner (clamd) that looks at what people send before it is kept, where the house has one."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app

from app.core.errors import ParvisError, Unavailable
from app.core.registry import registry

log = structlog.get_logger(__name__)

CHUNK = 256 * 1024
CONNECTING = 5.0  # seconds
WAITING = 60.0  # seconds for an answer: an archive takes the scanner a while
LONGEST_ANSWER = 4096
_KEPT = "parvis.scanner"


class Infected(ParvisError):
    """The scanner found something in the file; `found` is its name for it."""

    status = 415

    def __init__(self, detail: str = "", *, found: str = "") -> None:
        super().__init__(detail)
        self.found = found


class ScannerAway(Unavailable):
    """The scanner gave no answer that can be relied on: what nobody has looked at is not kept."""


@dataclass(frozen=True)
class Scanner:
    """Where clamd listens: a host and port, or the path of a socket on this machine."""

    host: str = ""
    port: int = 0
    path: str = ""


def read_scanner(url: str) -> Scanner:
    """The scanner of `tcp://host:3310`, `unix:///run/clamav/clamd.ctl` or just that path; raises ValueError."""
    if url.startswith("/"):
        return Scanner(path=url)
    parts = urlsplit(url)
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return Scanner(path=parts.path)
    if parts.scheme != "tcp" or not parts.hostname or parts.path.strip("/"):
        raise ValueError("neither tcp://host:port nor the path of a socket")
    try:
        port = parts.port
    except ValueError:
        port = None
    if not port:
        raise ValueError("the port is no number from 1 to 65535")
    return Scanner(host=parts.hostname, port=port)


def init_app(app: Flask, scanner: Scanner | None) -> None:
    """Use this scanner, or none."""
    app.extensions[_KEPT] = scanner
    if scanner is not None:
        registry(app).checks["scanner"] = examine


def examine() -> str | None:
    """What is wrong with the scanner, for health pages and `parvis check`."""
    try:
        answer = _ask(current_app.extensions[_KEPT], b"zPING\0")
    except OSError as error:
        return f"clamd does not answer ({error}): files are refused until it does"
    return None if answer == "PONG" else f"clamd answers {answer!r} to a ping: files are refused until it does well"


def scan(path: Path) -> None:
    """Let the scanner look at a file; without one nothing happens. Raises Infected, ScannerAway."""
    scanner: Scanner | None = current_app.extensions[_KEPT]
    if scanner is None:
        return
    try:
        answer = _ask(scanner, b"zINSTREAM\0", path)
    except OSError as error:
        log.warning("the virus scanner does not answer", error=str(error))
        raise ScannerAway from error
    verdict = answer.removeprefix("stream: ")
    if verdict.endswith(" FOUND"):
        raise Infected(found=verdict.removesuffix(" FOUND"))
    if verdict != "OK":
        log.warning("the virus scanner gave no verdict", answer=answer)
        raise ScannerAway


def _ask(scanner: Scanner, order: bytes, path: Path | None = None) -> str:
    """Give an order, with a file where it takes one, and read the answer to its NUL. Raises OSError."""
    with _connected(scanner) as link:
        link.settimeout(WAITING)
        with suppress(BrokenPipeError, ConnectionResetError):  # it says why before it hangs up on a file
            link.sendall(order)
            if path is not None:
                _stream(link, path)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := link.recv(1024)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected(scanner: Scanner) -> socket.socket:
    if scanner.host:
        return socket.create_connection((scanner.host, scanner.port), timeout=CONNECTING)
    link = socket.socket(socket.AF_UNIX)
    try:
        link.settimeout(CONNECTING)
        link.connect(scanner.path)
    except OSError:
        link.close()
        raise
    return link


def _stream(link: socket.socket, path: Path) -> None:
    """The file in pieces, each behind its length; an empty one ends it."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            link.sendall(struct.pack("!I", len(chunk)) + chunk)
    link.sendall(struct.pack("!I", 0))
