"""One deployment for the tests that leave it as it was, and fresh ones for those that break something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.scaled.deployment import PROCESSES, Caller, Company, found_company
from tests.support.parvis import Instance, Server, running
from tests.support.servers import PostgreSQL, Redis
from tests.support.sockets import SocketClient

TWO = ("--processes", str(PROCESSES))


def deploy(folder: Path, postgresql: PostgreSQL, redis: Redis) -> Company:
    """A company in fresh databases, not yet served."""
    settings = {"PARVIS_DATABASE_URL": postgresql.make_database(), "PARVIS_REDIS_URL": redis.make_database()}
    return found_company(Instance(folder / "data", settings))


@pytest.fixture(scope="module")
def deployment(
    tmp_path_factory: pytest.TempPathFactory, postgresql: PostgreSQL, redis: Redis
) -> Iterator[tuple[Company, Server]]:
    """A company served by two processes, shared by the tests of a module."""
    company = deploy(tmp_path_factory.mktemp("scaled"), postgresql, redis)
    with running(company.instance, *TWO) as server:
        yield company, server


@pytest.fixture
def join() -> Iterator[Callable[..., SocketClient]]:
    """Open sockets that are closed with the test."""
    with ExitStack() as open_ones:

        def join(server: Server, token: str | None = None, **headers: str) -> SocketClient:
            return open_ones.enter_context(closing(SocketClient(server.url, token=token, headers=headers)))

        yield join


@pytest.fixture
def call() -> Iterator[Callable[..., Caller]]:
    """Open kept connections that are closed with the test."""
    with ExitStack() as open_ones:

        def call(server: Server, token: str = "") -> Caller:
            return open_ones.enter_context(Caller(server, token))

        yield call
