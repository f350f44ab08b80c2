"""What the hostile tests share: the matrix's world, and a trial in it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Connection

from tests.hostile.served import House, found_house
from tests.hostile.trial import Trial
from tests.support.world import World


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The world in an instance of its own, to be copied and never served."""
    return found_house(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def trial(app: Flask, connection: Connection, world: World) -> Trial:
    return Trial(app, connection, world)
