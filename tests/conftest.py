"""The harness: a real database a worker process, a savepoint a test, and factories."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine

from app.config import Settings
from app.core import logs, worker
from app.core.db import Model, make_engine, session
from app.core.limits import OwnCounter
from app.core.migrations import stamp
from app.core.registry import registry
from app.core.storage import DiskStorage, Storage
from app.factory import create_app
from search.engines import Engine as SearchEngine
from search.engines.whoosh import WhooshEngine
from tests.support.client import Client
from tests.support.world import World, make_world

MakeOnce = Callable[[str, Callable[[Path], object]], Path]

Kept = tuple[SearchEngine, Storage]

logs.configure(logging.ERROR)

# How long one example takes tells of the machine's other work; pytest's own limit is for what never ends.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.factories", "tests.support.fixtures", "tests.support.at_once", "tests.support.words"]
pytest_plugins += ["tests.support.web"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgresql", action="store_true", help="test on a private PostgreSQL and Redis, not an SQLite file"
    )


@pytest.fixture(scope="session")
def make_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """The address of a database nobody else uses; none where each instance keeps an SQLite file in its folder."""
    if not request.config.getoption("--postgresql"):
        return str
    make: Callable[[], str] = request.getfixturevalue("postgresql").make_database
    return make


@pytest.fixture(scope="session")
def settings(
    make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Settings:
    redis = request.getfixturevalue("redis").make_database() if request.config.getoption("--postgresql") else ""
    folder: Path = tmp_path_factory.mktemp("instance")
    return Settings(data_dir=folder, database_url=make_database(), redis_url=redis, secret_key="s" * 40)


@pytest.fixture(scope="session")
def house(settings: Settings) -> Iterator[Flask]:
    """The whole house, made once, for templates are slow to compile; each test lends it a connection of its own."""
    app = create_app(settings, testing=True)
    app.test_client_class = Client
    yield app
    app.extensions["parvis.search"].close()
    app.extensions["parvis.bind"].dispose()


@pytest.fixture(scope="session")
def engine(house: Flask) -> Engine:
    engine: Engine = house.extensions["parvis.bind"]
    Model.metadata.drop_all(engine)
    Model.metadata.create_all(engine)
    stamp(engine)
    return engine


@dataclass(frozen=True)
class Furnished:
    """The matrix's world as it was made: its database, the folder of its search index and files, and its things."""

    engine: Engine
    folder: Path
    things: dict[str, str]


@pytest.fixture(scope="session")
def furnished(
    house: Flask,
    settings: Settings,
    make_database: Callable[[], str],
    make_once: MakeOnce,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Furnished]:
    """The matrix's world in a database of its own, made once, for making it takes seconds.

    Workers with SQLite share the making, and each has a copy.
    """
    folder = tmp_path_factory.mktemp("world")
    settings = settings.model_copy(update={"data_dir": folder, "database_url": make_database()})
    if settings.database_url:
        furnish(house, settings)
    else:
        made = make_once("world", lambda common: furnish(house, settings.model_copy(update={"data_dir": common})))
        shutil.copytree(made, folder, dirs_exist_ok=True)
    engine = make_engine(settings.database)
    yield Furnished(engine, folder, json.loads((folder / "things.json").read_text(encoding="utf-8")))
    engine.dispose()


def furnish(house: Flask, settings: Settings) -> None:
    """Put the world into an empty database and folder, and the texts of its things beside it."""
    engine = make_engine(settings.database)
    Model.metadata.create_all(engine)
    stamp(engine)
    with kept_in(settings.data_dir) as (index, files), lending(house, engine, index, files):
        things = make_world().things
        session.remove()
    engine.dispose()
    (settings.data_dir / "things.json").write_text(json.dumps(things), encoding="utf-8")


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> Furnished | None:
    """The world, where the test asks for it."""
    return request.getfixturevalue("furnished") if "world" in request.fixturenames else None


@pytest.fixture
def connection(engine: Engine, asked: Furnished | None) -> Iterator[Connection]:
    """A connection whose changes are undone: to an empty database or, where a test asks for it, to the world."""
    with (asked.engine if asked else engine).connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def index_and_files(house: Flask, asked: Furnished | None, tmp_path: Path) -> Iterator[Kept]:
    """What is searched and the files: for the world a copy of both, as they were made."""
    if not asked:
        yield house.extensions["parvis.search"], house.extensions["parvis.storage"]
        return
    folder = tmp_path / "world"
    for name in ("index", "files"):
        shutil.copytree(asked.folder / name, folder / name)
    with kept_in(folder) as own:
        yield own


@pytest.fixture
def app(house: Flask, connection: Connection, index_and_files: Kept) -> Iterator[Flask]:
    """The house on a database whose changes are undone after the test; what the test adds to it goes too."""
    with lending(house, connection, *index_and_files):
        session.info["borrowed"] = True
        yield house
        session.remove()


@contextmanager
def kept_in(folder: Path) -> Iterator[Kept]:
    """The search index and the files of this folder."""
    with closing(WhooshEngine(folder / "index")) as index:
        yield index, DiskStorage(folder / "files")


@contextmanager
def lending(house: Flask, bind: Engine | Connection, index: SearchEngine, files: Storage) -> Iterator[None]:
    """Inside the house on this database, index and files; what is added to the house meanwhile goes afterwards."""
    before = dict(house.extensions)
    house.extensions |= {
        "parvis.bind": bind,
        "parvis.search": index,
        "parvis.storage": files,
        "parvis.registry": deepcopy(registry(house)),
        "parvis.asked": OwnCounter(),
    }
    with house.app_context():
        yield
    house.extensions.clear()
    house.extensions |= before


@pytest.fixture
def world(app: Flask, furnished: Furnished) -> World:
    """The matrix's world, as it was made."""
    return World(dict(furnished.things))


@pytest.fixture(autouse=True)
def _in_house(request: pytest.FixtureRequest) -> None:
    """Tests that ask for a factory or a client run inside the application."""
    if {"make_person", "make_group", "client", "announced", "drain"} & set(request.fixturenames):
        request.getfixturevalue("app")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def announced(app: Flask) -> list[object]:
    """The facts that were told since the test began."""
    facts: list[object] = []
    registry(app).witnesses.append(facts.append)
    return facts


@pytest.fixture
def drain(app: Flask) -> Callable[[], None]:
    """Let the worker do everything that waits."""
    return worker.drain
