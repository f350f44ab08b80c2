"""What the hostile tests share: the matrix's world, and a trial in it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Connection

from tests.hostile.trial import Trial
from tests.support.world import World, make_world


@pytest.fixture
def world(app: Flask) -> World:
    return make_world()


@pytest.fixture
def trial(app: Flask, connection: Connection, world: World) -> Trial:
    return Trial(app, connection, world)
