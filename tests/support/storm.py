"""A storm: talkers on a bad line while one accident after the other befalls the house; then everybody is compared."""

from __future__ import annotations

import http.client
import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from tests.scaled.deployment import Company, found_company
from tests.support.bad_line import STORM, Weather, bad_line
from tests.support.parvis import Instance, start_server
from tests.support.processes import web_processes, worker_of
from tests.support.servers import running_postgresql, running_redis
from tests.support.talker import Talker
from tests.support.waiting import until

EACH = 4
"""How much each talker has to say between two accidents."""
SOON = 120.0
"""Seconds within which all is said, and heard by everybody, once the line is good: many faults take seconds each."""


Accident: TypeAlias = Callable[[], object]
House: TypeAlias = tuple[Company, int, Sequence[Accident]]
"""A company, the port at which it is served, and what may befall it."""


@dataclass(frozen=True)
class Outcome:
    """What became of a storm: the faults of the line, what was said, and how long it took until all had heard it."""

    faults: dict[str, int]
    said: int
    seconds: float
    converged_in: float


def weather_storm(
    port: int,
    tokens: Sequence[str],
    conversation_id: str,
    accidents: Sequence[Accident],
    *,
    weather: Weather = STORM,
    seed: int = 1,
) -> Outcome:
    """Let a talker for each token speak during the accidents; raises where one of them missed or doubled anything.

    At the end each of them knows what the database holds: every message once, in order, without a gap, and all that
    was acknowledged among them.
    """
    began = time.monotonic()
    with bad_line(port, weather, seed=seed) as line:
        talkers = [Talker(f"talker {n}", line.url, token, conversation_id) for n, token in enumerate(tokens)]
        for talker in talkers:
            talker.start()
        for turn, accident in enumerate(accidents):
            _give_to_say(talkers, turn)
            accident()
            until(lambda: sum(talker.has_said_all for talker in talkers) * 2 > len(talkers), within=SOON)
        _give_to_say(talkers, len(accidents))
        line.clear_up()
        calm = time.monotonic()
        until(lambda: _is_over(talkers), within=SOON, what="all said")
        kept = all_messages(port, tokens[0], conversation_id)
        until(lambda: all(talker.head >= len(kept) for talker in talkers), within=SOON, what="all heard")
        converged_in = time.monotonic() - calm
        for talker in talkers:
            talker.end()
        faults = dict(line.faults)
    _compare(talkers, kept)
    return Outcome(faults, len(kept), time.monotonic() - began, converged_in)


def _give_to_say(talkers: Sequence[Talker], turn: int) -> None:
    for talker in talkers:
        for number in range(EACH):
            talker.say(f"{talker.name}, {turn}, {number}")


def _is_over(talkers: Sequence[Talker]) -> bool:
    return all(talker.has_said_all or talker.failure for talker in talkers)


def _compare(talkers: Sequence[Talker], kept: Sequence[dict[str, Any]]) -> None:
    assert [message["seq"] for message in kept] == list(range(1, len(kept) + 1))
    words = [message["body"] for message in kept]
    assert len(set(words)) == len(words), "something was said twice"
    for talker in talkers:
        assert talker.acknowledged <= set(words)
        own = [word for word in words if word.startswith(f"{talker.name},")]
        assert len(own) == len(talker.acknowledged), f"{talker.name} was not told what became of its words"
        heard = [(seq, message["id"], message["body"]) for seq, message in sorted(talker.log.items())]
        assert heard == [(message["seq"], message["id"], message["body"]) for message in kept], talker.name


def all_messages(port: int, token: str, conversation_id: str) -> list[dict[str, Any]]:
    """The messages of a conversation in their order, asked for page by page, without the bad line between."""
    kept: list[dict[str, Any]] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while True:
        path = f"/api/v1/conversations/{conversation_id}/messages?limit=100&after={len(kept)}"
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        page = json.load(answer)["items"]
        if not page:
            connection.close()
            return kept
        kept += page


@contextmanager
def alone(folder: Path) -> Iterator[House]:
    """One process and its worker on SQLite; the whole house is killed, or its worker."""
    company = found_company(Instance(folder / "data"))
    server = start_server(company.instance)

    def kill_the_house() -> None:
        nonlocal server
        server.kill()
        server = start_server(company.instance, port=server.port)

    def kill_the_worker() -> None:
        os.kill(worker_of(server), signal.SIGKILL)

    try:
        yield company, server.port, (kill_the_house, kill_the_worker)
    finally:
        server.stop()


@contextmanager
def scaled(folder: Path) -> Iterator[House]:
    """Two processes with PostgreSQL and Redis, each of which is killed in its turn."""
    (folder / "redis").mkdir()
    with running_postgresql(is_durable=True) as postgresql, running_redis(folder / "redis") as redis:
        settings = {"PARVIS_DATABASE_URL": postgresql.make_database(), "PARVIS_REDIS_URL": redis.make_database()}
        company = found_company(Instance(folder / "data", settings))
        server = start_server(company.instance, "--processes", "2")

        def kill_a_process() -> None:
            os.kill(min(web_processes(server)), signal.SIGKILL)

        def kill_the_worker() -> None:
            os.kill(worker_of(server), signal.SIGKILL)

        def kill_redis() -> None:
            redis.kill()
            redis.start()

        def kill_postgresql() -> None:
            postgresql.stop("immediate")
            postgresql.start()

        try:
            yield company, server.port, (kill_a_process, kill_redis, kill_the_worker, kill_postgresql)
        finally:
            server.stop()
