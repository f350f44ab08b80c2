"""What the hostile tests share: the matrix's world, and a trial in it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Connection

from tests.hostile.served import House, found_house, read_house
from tests.hostile.trial import Trial
from tests.support.fixtures import MakeOnce
from tests.support.world import World


@pytest.fixture(scope="session")
def founded(make_once: MakeOnce) -> House:
    """The world in an instance of its own, to be copied and never served."""
    return read_house(make_once("founded", found_house))


@pytest.fixture
def trial(app: Flask, connection: Connection, world: World) -> Trial:
    return Trial(app, connection, world)
