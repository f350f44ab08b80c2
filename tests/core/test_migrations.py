"""Migrations build what the models say, and can be taken back and done again, on both databases."""

import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from app.core.db import Model, make_engine
from app.core.migrations import FOLDER, downgrade, upgrade
from tests.support.tree import files, read_module

AT = "'2026-01-05 09:00:00'"
ADA = (
    "INSERT INTO person (id, email, handle, name, sort_name, time_zone, created_at, version)"
    f" VALUES (x'01', 'ada@house.example', 'ada', 'Ada', 'ada', 'Europe/Paris', {AT}, 1)"
)
A_DECISION_AND_ITS_EFFECT = (
    ADA,
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


def a_message(number, thread=None, parts="{}"):
    """Its identifier is its number; of the conversation x'02'."""
    named = "id, conversation_id, seq, client_id, author_id, body, html, renderer_version, at, thread_id, parts"
    values = f"x'{number:02}', x'02', {number}, '{number}', x'01', '', '', 1, {AT}, {thread or 'NULL'}, '{parts}'"
    return f"INSERT INTO message ({named}) VALUES ({values})"


def a_poll(number, voters):
    """An anonymous one that is open, with the tally as it was told before."""
    named = "message_id, question, options, is_multiple, is_anonymous, results, tally, voters"
    tally = f'{{"1": {voters}}}'
    return f"INSERT INTO message_poll ({named}) VALUES (x'{number:02}', '', '[]', 0, 1, 'always', '{tally}', {voters})"


@pytest.fixture
def older(settings, tmp_path):
    """A database as an older version left it: `older(revision, rows)` gives its engine."""
    engines = []

    def make(revision, rows):
        engine = make_engine(f"sqlite:///{tmp_path}/older.db")
        engines.append(engine)
        upgrade(engine, revision)
        with engine.begin() as connection:
            for row in rows:
                connection.exec_driver_sql(row)
        return engine

    yield make
    for engine in engines:
        engine.dispose()


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


def test_what_points_to_a_table_that_is_made_anew_stays(older):
    """Otherwise SQLite refuses to drop the old one, or takes along what was to go with its rows."""
    engine = older("0053_muted_for_a_time", A_DECISION_AND_ITS_EFFECT)
    upgrade(engine)
    downgrade(engine, "0053_muted_for_a_time")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM moderation_effect").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


CONVERSATION = (
    "INSERT INTO conversation (id, kind, title, opened_at, last_at, last_seq)"
    f" VALUES (x'02', 'people', '', {AT}, {AT}, 3)"
)


def test_an_answer_whose_root_is_missing_stands_in_the_log_from_then_on(older):
    rows = (ADA, CONVERSATION, a_message(1), a_message(2, "x'01'"), a_message(3, "x'99'"))
    engine = older("0068_marked_as_unread", rows)
    upgrade(engine)
    with engine.begin() as connection:
        roots = connection.exec_driver_sql("SELECT seq, hex(thread_id) FROM message ORDER BY seq").all()
        assert roots == [(1, ""), (2, "01"), (3, "")]
        connection.exec_driver_sql("DELETE FROM message WHERE seq = 1")
        assert connection.exec_driver_sql("SELECT hex(thread_id) FROM message WHERE seq = 2").scalar() == ""


def test_what_an_anonymous_poll_told_before_it_went_by_steps_is_what_it_counts(older):
    parts = '{"poll": {"voters": %d}}'
    rows = (a_message(1, parts=parts % 3), a_message(2, parts=parts % 7), a_poll(1, 3), a_poll(2, 7))
    engine = older("0068_marked_as_unread", (ADA, CONVERSATION, *rows))
    upgrade(engine)
    with engine.connect() as connection:
        polls = connection.exec_driver_sql("SELECT tally, counted FROM message_poll ORDER BY message_id").all()
        told = connection.exec_driver_sql("SELECT parts ->> '$.poll.counted' FROM message ORDER BY seq").scalars().all()
    assert [(json.loads(tally), counted) for tally, counted in polls] == [({}, 0), ({"1": 7}, 7)]
    assert told == [0, 7]


def test_who_has_a_word_for_everybody_as_a_handle_gets_the_next_one_that_is_free(older):
    rows = [
        ADA.replace("x'01'", f"x'{number:02}'").replace("'ada'", f"'{handle}'").replace("ada@", f"{handle}@")
        for number, handle in enumerate(("all", "all2", "allan", "tous", "ada"), 1)
    ]
    engine = older("0072_threads_marked_as_unread", rows)
    upgrade(engine)
    with engine.connect() as connection:
        handles = connection.exec_driver_sql("SELECT handle FROM person ORDER BY id").scalars().all()
    assert handles == ["all3", "all2", "allan", "tous2", "ada"]


def test_files_that_were_sent_before_are_found_by_their_names_too(older):
    named = "id, owner_id, name, alt, media_type, size, key, uploaded_at"
    file = f"INSERT INTO file ({named}) VALUES (x'02', x'01', 'Relevé de l’Œuvre.csv', '', 'text/csv', 1, 'k', {AT})"
    engine = older("0073_calls_of_all", (ADA, file))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT folded FROM file").scalars().all() == ["releve de l'oeuvre.csv"]
