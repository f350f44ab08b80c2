"""Load: so many clients that each ask, wait for the whole answer, and ask again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from bench.servers import Server


class Refused(Exception):
    """The server answered something else than what was to be measured."""


@dataclass(frozen=True)
class Ask:
    """One request; `status` is the only answer that counts."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    status: int = 200

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"

    def encoded(self, port: int) -> bytes:
        headers = [("Host", f"127.0.0.1:{port}"), ("Content-Length", str(len(self.body))), *self.headers]
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        return f"{self.method} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + self.body


@dataclass
class Load:
    """What was measured: the waits in milliseconds, the seconds it took, the server's processor milliseconds."""

    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    size: int = 0

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def cpu_each(self) -> float:
        """Processor milliseconds of a request."""
        return self.cpu / len(self.waits)

    def quantile(self, share: float) -> float:
        """The wait that this share of the requests did not exceed."""
        return sorted(self.waits)[min(int(share * len(self.waits)), len(self.waits) - 1)]


def ask_all(server: Server, asks: Iterable[Ask], *, clients: int, seconds: float = 1e9) -> Load:
    """Let the clients take the asks, each the next one, until they or the seconds are used up."""
    load = Load()
    before = server.processor_time()
    began = time.perf_counter()
    asyncio.run(_everybody(server.port, iter(asks), clients, began + seconds, load))
    load.seconds = time.perf_counter() - began
    load.cpu = 1000 * (server.processor_time() - before)
    return load


def ask_beside(
    server: Server, asks: Iterable[Ask], others: Iterable[Ask], *, clients: int, beside: int, seconds: float
) -> Load:
    """The same, while other clients ask for something else; their waits are not kept."""
    load, end = Load(), time.perf_counter() + seconds
    before = server.processor_time()

    async def both() -> None:
        mine = _everybody(server.port, iter(asks), clients, end, load)
        await asyncio.gather(mine, _everybody(server.port, iter(others), beside, end, Load()))

    asyncio.run(both())
    load.seconds, load.cpu = seconds, 1000 * (server.processor_time() - before)
    return load


async def _everybody(port: int, asks: Iterator[Ask], clients: int, end: float, load: Load) -> None:
    await asyncio.gather(*(_one(port, asks, end, load) for _ in range(clients)))


async def _one(port: int, asks: Iterator[Ask], end: float, load: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    for ask in asks:
        began = time.perf_counter()
        if began > end:
            break
        writer.write(ask.encoded(port))
        status, size = await _answer(reader)
        load.waits.append(1000 * (time.perf_counter() - began))
        load.size = size
        if status != ask.status:
            raise Refused(f"{ask.method} {ask.path} answered {status}, not {ask.status}")
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        return int(first.split()[1]), await _chunks(reader)
    size = int(headers.get("content-length", 0))
    await reader.readexactly(size)
    return int(first.split()[1]), size


async def _chunks(reader: asyncio.StreamReader) -> int:
    total = 0
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
        total += size
    await reader.readline()
    return total


def middle(loads: list[Load]) -> Load:
    """The round of the middle, by processor time a request; its waits are those of all rounds."""
    cpu = median(load.cpu_each for load in loads)
    waits = [wait for load in loads for wait in load.waits]
    seconds = len(waits) / median(load.per_second for load in loads)
    return Load(waits, seconds, cpu * len(waits), loads[-1].size)
