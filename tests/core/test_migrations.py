"""Migrations build what the models say, and can be taken back and done again, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from app.core.db import Model, make_engine
from app.core.migrations import FOLDER, downgrade, upgrade
from tests.support.tree import files, read_module

AT = "'2026-01-05 09:00:00'"
A_DECISION_AND_ITS_EFFECT = (
    (
        "INSERT INTO person (id, email, handle, name, sort_name, time_zone, created_at, version)"
        f" VALUES (x'01', 'ada@house.example', 'ada', 'Ada', 'ada', 'Europe/Paris', {AT}, 1)"
    ),
    (
        "INSERT INTO moderation_case (id, number, target_type, target_id, category, priority, state, opened_at, due_at,"
        f" allowed_seconds, last_event) VALUES (x'02', 1, 'post', x'09', 'spam', 1, 'open', {AT}, {AT}, 60, 1)"
    ),
    (
        "INSERT INTO moderation_decision (id, case_id, measure, reason, article, code_version, decided_by, at)"
        f" VALUES (x'03', x'02', 'dismiss', 'Not so', 1, 1, x'01', {AT})"
    ),
    "INSERT INTO moderation_effect (id, decision_id, target_type, target_id) VALUES (x'04', x'03', 'post', x'09')",
)


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


def test_what_points_to_a_table_that_is_made_anew_stays(settings, tmp_path):
    """Otherwise SQLite refuses to drop the old one, or takes along what was to go with its rows."""
    engine = make_engine(f"sqlite:///{tmp_path}/older.db")
    upgrade(engine, "0053_muted_for_a_time")
    with engine.begin() as connection:
        for row in A_DECISION_AND_ITS_EFFECT:
            connection.exec_driver_sql(row)
    upgrade(engine)
    downgrade(engine, "0053_muted_for_a_time")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM moderation_effect").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()
