"""Migrations: bringing the database's schema up to this version, and telling whether it is."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine

from app.core import health
from app.core.db import bound_engine

FOLDER = Path(__file__).parents[2] / "migrations"


def init_app(app: Flask) -> None:
    """Let health pages and `parvis check` tell whether the schema is up to date."""
    health.add_check(app, "migrations", examine)


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(FOLDER))
    return configuration


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision; up to date already, this changes nothing."""
    with engine.connect() as connection:
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to a revision."""
    with engine.connect() as connection:
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.downgrade(configuration, revision)


def stamp(engine: Engine) -> None:
    """Note that the schema is the newest, where it was made from the models."""
    with engine.connect() as connection:
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.stamp(configuration, "head")


def examine() -> str | None:
    """What is wrong with the schema."""
    head = ScriptDirectory.from_config(_configuration()).get_current_head()
    with bound_engine().connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return None if found == head else f"the database is at {found}, this version needs {head}; run parvis serve"
