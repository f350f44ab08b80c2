"""Crowds: how a process holds up under many open pages, by itself and beside another.

    python -m bench.crowds alone  --sockets 1000 --rooms 500 --a-second 1 --seconds 60
    python -m bench.crowds scaled --sockets 5000 --rooms 500 --a-second 1 --seconds 60
    python -m bench.crowds two    --sockets 1000 --rooms 500 --messages 1000
    python -m bench.crowds two    --sockets 1000 --rooms 1 --in-a-room 200 --messages 200
    python -m bench.crowds storm  --sockets 2000 --rooms 500

`alone` is SQLite, the others are PostgreSQL and Redis (`storm` with --scaled). Each founds a company of its own, with a
fifth as many people as sockets. Smaller numbers run in seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from bench.crowded import Crowded, crowded
from bench.hearing import Hearers
from bench.load import Ask, Load, ask_all
from bench.reconnecting import storm
from bench.report import AT_LEAST, AT_MOST, Report, machine
from bench.servers import processor_time

READERS = 4
QUIET_SECONDS = 10


def main() -> None:
    """Measure what is asked for, and say what came out."""
    asked = parser().parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    report = Report(about=machine() | {"asked": vars(asked) | {"json": str(asked.json)}})
    WAYS[asked.way](asked, report)
    report.about["load_after"] = round(os.getloadavg()[0], 1)
    report.show()
    report.write(asked.json)


def hold(asked: argparse.Namespace, report: Report) -> None:
    """Everybody listens, some messages a second are said in one room after the other, and a few people read pages."""
    with crowded(asked.sockets, asked.rooms, asked.in_a_room, scaled=asked.way == "scaled") as company:
        home = cycle([Ask("/", viewer.headers) for viewer in company.people])
        ask_all(company.server, home, clients=READERS, seconds=3)
        report.note("home, nobody there", ask_all(company.server, home, clients=READERS, seconds=QUIET_SECONDS))
        empty = company.server.memory()["web"]
        hearers = Hearers(company.server.port, company.people, asked.sockets)
        hearers.hear(2)
        each = 1024 * (company.server.memory()["web"] - empty) / asked.sockets
        report.note("home, everybody there and quiet", _beside(company, home, lambda: hearers.hear(QUIET_SECONDS)))
        busy = _beside(company, home, lambda: _talk(hearers, company, asked.a_second, asked.seconds))
        hearers.hear_all()
        report.note("home, while they talk", busy)
        heard = Load(hearers.waits, asked.seconds, 0.0)
        hearers.close()
    report.note("a message to each of its room", heard)
    crowd = f"{asked.sockets} sockets, {asked.a_second:g} a second in {asked.rooms} rooms"
    report.expect(f"{crowd}: p99", "ms", heard.quantile(0.99), AT_MOST, 1_000)
    quiet = report.figures["home, nobody there"]["p99_ms"]
    report.expect("home while they talk, p99 of when nobody is there", "", busy.quantile(0.99) / quiet, AT_MOST, 1.5)
    report.expect("memory of a socket", "kB", each, AT_MOST, 56)


def _beside(company: Crowded, home: Iterator[Ask], deed: Callable[[], object]) -> Load:
    """What home takes for as long as something else is done."""
    found: list[Load] = []
    end = threading.Event()
    asks = _until(end, home)
    reading = threading.Thread(target=lambda: found.append(ask_all(company.server, asks, clients=READERS)))
    reading.start()
    try:
        deed()
    finally:
        end.set()
        reading.join()
    return found[0]


def _until(end: threading.Event, asks: Iterator[Ask]) -> Iterator[Ask]:
    while not end.is_set():
        yield next(asks)


def _talk(hearers: Hearers, company: Crowded, a_second: float, seconds: float) -> None:
    """So many messages a second, each in the next room, whoever is behind."""
    began = time.perf_counter()
    for number, (room, places) in enumerate(cycle(company.rooms.items())):
        due = began + number / a_second
        if due - began > seconds:
            return
        hearers.hear(due - time.perf_counter())
        hearers.say(places[number % len(places)], room, places)


def compare(asked: argparse.Namespace, report: Report) -> None:
    """One process and two, told as much as they take: how many deliveries a core would do if each had its own."""
    found = {processes: _capacity(asked, processes, report) for processes in (1, 2)}
    measured = f"{found[2]:,.0f} and {found[1]:,.0f} deliveries a second of the busiest process"
    report.expect("two processes with Redis, of one", measured, found[2] / found[1], AT_LEAST, 1.8)


def _capacity(asked: argparse.Namespace, processes: int, report: Report) -> float:
    shape = asked.sockets, asked.rooms, asked.in_a_room
    with crowded(*shape, processes=processes, scaled=True) as company:
        hearers = Hearers(company.server.port, company.people, asked.sockets)
        hearers.hear(2)
        serving = company.server.processes(background=False)
        before = {pid: processor_time(pid) for pid in serving}
        began = time.perf_counter()
        for number, (room, places) in zip(range(asked.messages), cycle(company.rooms.items()), strict=False):
            hearers.say(places[number % len(places)], room, places)
            hearers.hear(0.001)
        hearers.hear_all()
        seconds = time.perf_counter() - began
        used = [processor_time(pid) - before[pid] for pid in serving]
        heard = Load(hearers.waits, seconds, 1000 * sum(used))
        hearers.close()
    report.note(f"a message to its room, {processes} processes", heard)
    report.about[f"share of the busiest of {processes}"] = round(max(used) / sum(used), 2)
    return len(heard.waits) / max(used)


def weather(asked: argparse.Namespace, report: Report) -> None:
    """Everybody is cut off, a few things are said, and all come back at once and ask for what they missed."""
    with crowded(asked.sockets, asked.rooms, asked.in_a_room, scaled=asked.scaled) as company:
        came = storm(company, asked.sockets)
    report.note("coming back with what was missed", came.load)
    report.about["storm"] = came.described()
    report.expect(f"{asked.sockets} come back, errors", "", came.errors, AT_MOST, 0)
    missed = f"{came.bytes_each:,.0f} bytes for each, {came.missed_bytes:,.0f} of them what they had missed"
    report.expect("asked for, of what they had missed", missed, came.bytes_each / came.missed_bytes, AT_MOST, 3)


WAYS = {"alone": hold, "scaled": hold, "two": compare, "storm": weather}


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="python -m bench.crowds", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("way", choices=WAYS)
    made.add_argument("--sockets", type=int, default=100)
    made.add_argument("--rooms", type=int, default=50)
    made.add_argument("--in-a-room", type=int, default=10, help="people in each room")
    made.add_argument("--a-second", type=float, default=1)
    made.add_argument("--seconds", type=float, default=10)
    made.add_argument("--messages", type=int, default=200)
    made.add_argument("--scaled", action="store_true", help="the storm on PostgreSQL and Redis")
    made.add_argument("--json", type=Path, default=Path("crowds.json"))
    return made


if __name__ == "__main__":
    main()
