"""A bad line: a proxy between clients and a server that loses, delays, repeats, cuts and hushes what it carries.

What it does to a WebSocket it does to whole frames, in both directions: half a frame would only be nonsense. Other
requests are delayed and cut alone.
"""

from __future__ import annotations

import asyncio
import random
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Weather:
    """How likely each fault is, for each frame."""

    lost: float = 0.0
    twice: float = 0.0
    late: float = 0.0
    cut: float = 0.0
    hushed: float = 0.0
    """The line stays open and carries nothing any more, as behind a proxy that has died."""
    latest: float = 0.3
    """Seconds by which a frame comes late at most."""


CALM = Weather()
STORM = Weather(lost=0.02, twice=0.04, late=0.1, cut=0.004, hushed=0.003)


class Frames:
    """What a connection carries, cut into what can be lost or repeated: the head, then WebSocket frames."""

    def __init__(self) -> None:
        self._buffer = b""
        self._in_head = True
        self.is_websocket = False

    def cut(self, more: bytes) -> Iterator[bytes]:
        """The pieces that are whole with these bytes."""
        self._buffer += more
        while size := self._size():
            piece, self._buffer = self._buffer[:size], self._buffer[size:]
            yield piece

    def _size(self) -> int:
        if not self._in_head:
            return self._size_of_frame() if self.is_websocket else len(self._buffer)
        end = self._buffer.find(END_OF_HEAD)
        if end < 0:
            return 0
        self._in_head = False
        self.is_websocket = b"upgrade: websocket" in self._buffer[:end].lower()
        return end + len(END_OF_HEAD)

    def _size_of_frame(self) -> int:
        if len(self._buffer) < 2:
            return 0
        told, form = self._buffer[1] & 0x7F, {126: ">H", 127: ">Q"}
        length = struct.calcsize(form[told]) if told in form else 0
        if len(self._buffer) < 2 + length:
            return 0
        if length:
            told = struct.unpack(form[told], self._buffer[2 : 2 + length])[0]
        masked = 4 if self._buffer[1] & 0x80 else 0
        whole = 2 + length + masked + told
        return whole if len(self._buffer) >= whole else 0


@dataclass
class BadLine:
    """The line: clients call its port, and it calls the server's."""

    server_port: int
    weather: Weather
    chance: random.Random
    port: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def clear_up(self) -> None:
        """From now on all goes through; what was hushed stays so."""
        self.weather = CALM

    async def carry(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        """One connection, until one of its ends closes it or it is cut."""
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            to_client.close()
            return
        line = Line(self)
        ways = [
            asyncio.ensure_future(line.carry(client, to_server)),
            asyncio.ensure_future(line.carry(server, to_client)),
        ]
        try:
            with suppress(asyncio.CancelledError):  # the line itself ends
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            for end in (to_client, to_server):
                end.transport.abort()


class Line:
    """One connection over the line; hushed in one direction it is in both."""

    def __init__(self, whole: BadLine) -> None:
        self._whole = whole
        self._is_hushed = False

    async def carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """One direction, to its end."""
        frames = Frames()
        with suppress(OSError):
            while more := await source.read(2**16):
                for piece in frames.cut(more):
                    for each in await self._after_faults(piece, frames):
                        target.write(each)
                        await target.drain()

    async def _after_faults(self, piece: bytes, frames: Frames) -> list[bytes]:
        weather = self._whole.weather
        if self._is_hushed:
            return []
        if self._happens("cut", weather.cut):
            raise ConnectionResetError
        if self._happens("late", weather.late):
            await asyncio.sleep(self._whole.chance.uniform(0, weather.latest))
        if not frames.is_websocket:
            return [piece]
        if self._happens("hushed", weather.hushed):
            self._is_hushed = True
            return []
        if self._happens("lost", weather.lost):
            return []
        return [piece, piece] if self._happens("twice", weather.twice) else [piece]

    def _happens(self, fault: str, likely: float) -> bool:
        if self._whole.chance.random() >= likely:
            return False
        self._whole.faults[fault] += 1
        return True


@contextmanager
def bad_line(server_port: int, weather: Weather = STORM, *, seed: int = 1) -> Iterator[BadLine]:
    """A line to a server for the length of a block; the same seed makes the same faults, as far as threads allow."""
    line = BadLine(server_port, weather, random.Random(seed))
    begun = threading.Event()
    end: list[Callable[[], object]] = []

    async def serve() -> None:
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        end.append(lambda: loop.call_soon_threadsafe(over.set))
        server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
        line.port = server.sockets[0].getsockname()[1]
        begun.set()
        await over.wait()
        server.close()

    carrying = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    carrying.start()
    begun.wait()
    try:
        yield line
    finally:
        end[0]()
        carrying.join()
