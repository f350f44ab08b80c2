"""The demo company as `parvis demo` left it, read by its accounts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.config import Settings
from app.core.db import release_session, session
from app.factory import create_app
from tests.support.client import Client

Account = Callable[[str], Client]


@pytest.fixture(scope="session")
def told_house(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("read") / "data"
    shutil.copytree(demo_data, folder)
    app = create_app(Settings(data_dir=folder), testing=True)
    app.test_client_class = Client
    yield app
    app.extensions["parvis.search"].close()
    app.extensions["parvis.bind"].dispose()


@pytest.fixture
def account(told_house: Flask) -> Iterator[Account]:
    """A browser in which one of the demo's accounts is signed in, by handle."""

    def sign_in(handle: str) -> Client:
        client = told_house.test_client()
        return client.sign_in(session.scalars(select(Person).where(Person.handle == handle)).one())

    with told_house.app_context():
        yield sign_in
        release_session()
