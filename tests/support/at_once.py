"""At the same moment: a house on a database of its own with real transactions, and people who act in it together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask

from app.accounts.models import Person
from app.config import Settings
from app.core.db import Model, make_engine, session
from app.core.errors import ParvisError
from app.core.migrations import stamp
from app.factory import create_app

KEY = "one key of thirty-two characters and more"


@pytest.fixture
def own_house(tmp_path: Path, make_database: Callable[[], str]) -> Iterator[Flask]:
    """A house whose database nobody else uses: each thread has its own connection, and a worker process can open it."""
    own = Settings(data_dir=tmp_path / "data", database_url=make_database(), secret_key=KEY)
    engine = make_engine(own.database)
    app = create_app(own, bind=engine, testing=True)
    Model.metadata.create_all(engine)
    stamp(engine)
    with app.app_context():
        yield app
        session.remove()
    engine.dispose()


def at_once(house: Flask, deed: Callable[[Person], object], actors: Sequence[UUID]) -> list[object]:
    """What each of them got who did it at the same moment: the result, or the refusal."""
    start = Barrier(len(actors))

    def act(actor_id: UUID) -> object:
        with house.app_context():
            actor = session.get_one(Person, actor_id)
            start.wait()
            try:
                return deed(actor)
            except ParvisError as error:
                return error
            finally:
                session.remove()

    with ThreadPoolExecutor(len(actors)) as pool:
        return list(pool.map(act, actors))
