"""The fixtures that start what the tests stand on, each once a session and only when a test asks for it."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Visits, running_chromium
from tests.support.parvis import Instance, Server, start_server
from tests.support.servers import PostgreSQL, Redis, running_postgresql, running_redis

Serve = Callable[..., Server]
MakeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A private PostgreSQL; ask it to `make_database()`."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """A private Redis; ask it to `make_database()`."""
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """A folder that whichever worker needs it first makes for all: `make_once("demo", fill)`; it is only read."""
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        folder, made = common / name, common / f"{name}-made"
        with (common / f"{name}-lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                folder.mkdir()
                make(folder)
                made.touch()
        return folder

    return make_once


@pytest.fixture(scope="session")
def demo_data(make_once: MakeOnce) -> Path:
    """The data directory of a filled demo company, to be copied and never served."""
    return make_once("demo", _fill)


def _fill(folder: Path) -> object:
    return Instance(folder).command("demo")


@pytest.fixture(scope="session", autouse=True)
def _filled_meanwhile(request: pytest.FixtureRequest, make_once: MakeOnce) -> None:
    """The company is being filled while the first tests run, so that no worker waits for it with its hands folded."""
    is_first = os.environ.get("PYTEST_XDIST_WORKER") == "gw0"
    if is_first and any("demo_data" in getattr(item, "fixturenames", ()) for item in request.session.items):
        Thread(target=make_once, args=("demo", _fill), daemon=True).start()


@pytest.fixture
def scaled_pair(postgresql: PostgreSQL, redis: Redis, tmp_path: Path, serve: Serve) -> tuple[Server, Server]:
    """Two servers of one deployment: they share PostgreSQL, Redis and the data directory."""
    shared = {
        "PARVIS_DATABASE_URL": postgresql.make_database(),
        "PARVIS_REDIS_URL": redis.make_database(),
    }
    instance = Instance(tmp_path / "data", shared)
    return serve(instance), serve(instance)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start servers of one's own: `serve(instance?, "--processes", "2")`; they end with the test."""
    servers: list[Server] = []

    def start(instance: Instance | None = None, *options: str) -> Server:
        server = start_server(instance or Instance(tmp_path / "data"), *options)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for the session."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def all_visits(chromium: Browser) -> Visits:
    """The sign-ins of the session, kept per server and account."""
    return Visits(chromium)


@pytest.fixture
def visits(all_visits: Visits) -> Iterator[Visits]:
    """Let people in with `visits.open(server.url, "alice@demo.example")`; nothing may have left the host."""
    yield all_visits
    all_visits.end()
