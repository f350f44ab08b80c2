"""The matrix: every operation for everybody, and no secret in any answer (see tests/support/matrix.py)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection
from werkzeug.exceptions import HTTPException

from app.core.db import session
from tests.support.client import Client
from tests.support.matrix import Row, read_rows
from tests.support.world import CAST, INSIDERS, World, make_world

ROWS = list(read_rows())


@pytest.fixture
def world(app: Flask) -> World:
    return make_world()


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """Whatever happens inside is undone, so that one cell of the table does not change the next."""
    session.commit()
    savepoint = connection.begin_nested()
    yield
    session.rollback()
    savepoint.rollback()
    session.expire_all()


def ask(app: Flask, world: World, row: Row, name: str) -> tuple[int, str]:
    """The status and the text that one of the cast gets."""
    client = app.test_client()
    assert isinstance(client, Client)
    if name != "nobody":
        client.sign_in(world.people[name])
    path, sent = row.filled(world.things)
    assert "{" not in path, f"{row.where}: no thing for {path}"
    if row.method == "EVENT":
        return ask_by_socket(app, client, path, json.loads(sent) if sent else None)
    values: dict[str, object] = {}
    if sent.startswith("form:"):
        values = {"data": sent.removeprefix("form:"), "content_type": "application/x-www-form-urlencoded"}
    elif sent.startswith("file:"):
        file_name, _, content = sent.removeprefix("file:").partition("=")
        values = {"data": {"file": (io.BytesIO(content.encode()), file_name)}}
    elif sent:
        values = {"data": sent, "content_type": "application/json"}
    response = client.open(path, method=row.method, **values)
    return response.status_code, response.get_data().decode(errors="replace") + str(response.headers)


def ask_by_socket(app: Flask, client: Client, event: str, payload: object) -> tuple[int, str]:
    socket = app.extensions["socketio"].test_client(app, flask_test_client=client)
    if not socket.is_connected():
        return 401, ""
    answer = socket.emit(event, payload, callback=True)
    socket.disconnect()
    if not answer:
        return 204, ""
    return (200 if answer["ok"] else answer["error"]["status"]), json.dumps(answer)


@pytest.mark.parametrize("room", sorted({row.room for row in ROWS}))
def test_everybody_gets_the_answer_the_table_says(app, connection, world, room):
    wrong = []
    for row in [row for row in ROWS if row.room == room]:
        for name in CAST:
            with undone(connection):
                status, text = ask(app, world, row, name)
            if status != row.statuses[name]:
                wrong.append(f"{row.where} {row.method} {row.path} {name}: {status}, not {row.statuses[name]}")
            if name not in INSIDERS and world.canary in text:
                wrong.append(f"{row.where} {row.method} {row.path} {name}: reads a secret")
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_route_has_its_rows(app, world):
    routes = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    tried = set(filter(None, (route_of(app, row, world) for row in ROWS if row.method != "EVENT")))
    assert sorted(routes - tried) == []


def route_of(app: Flask, row: Row, world: World) -> tuple[str, str] | None:
    path = row.filled(world.things)[0].partition("?")[0]
    try:
        rule, _ = app.url_map.bind("localhost").match(path, row.method, return_rule=True)
    except HTTPException:
        return None
    return rule.rule, row.method


def test_every_socket_event_has_its_rows(app):
    server = app.extensions.get("socketio")
    handlers = server.server.handlers.get("/", {}) if server else {}
    events = set(handlers) - {"connect", "disconnect"}
    assert events - {row.path for row in ROWS if row.method == "EVENT"} == set()
