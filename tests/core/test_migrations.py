"""Migrations build what the models say, and can be taken back and done again, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from app.core.db import Model, make_engine
from app.core.migrations import FOLDER, downgrade, upgrade
from tests.support.tree import files, read_module


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.scaled)])
def empty_database(request, settings, tmp_path):
    """An engine on a database without a table; the rooms' models are loaded with the application."""
    request.getfixturevalue("engine")
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/empty.db" if on_sqlite else request.getfixturevalue("postgresql").make_database()
    engine = make_engine(url)
    yield engine
    engine.dispose()


def differences(engine):
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Model.metadata)


def checks_of(engine):
    """The names of the check constraints by table, which Alembic does not compare."""
    found = inspect(engine).get_multi_check_constraints()
    return {table: {check["name"] for check in checks} for (_schema, table), checks in found.items() if checks}


def test_they_build_what_the_models_say(empty_database):
    upgrade(empty_database)
    assert differences(empty_database) == []
    in_models = {
        table.name: {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
        for table in Model.metadata.tables.values()
    }
    assert checks_of(empty_database) == {table: checks for table, checks in in_models.items() if checks}


def test_they_can_be_taken_back_and_done_again(empty_database):
    upgrade(empty_database)
    downgrade(empty_database, "base")
    assert set(inspect(empty_database).get_table_names()) <= {"alembic_version"}
    upgrade(empty_database)
    assert differences(empty_database) == []


def test_there_is_one_head():
    assert len(ScriptDirectory(str(FOLDER)).get_heads()) == 1


def test_none_of_them_imports_the_application():
    revisions = [read_module(path) for path in files(("migrations/versions",), ".py")]
    assert [module.path for module in revisions if "from app" in module.text or "import app" in module.text] == []
