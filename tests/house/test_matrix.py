"""The matrix: every operation for everybody, and no secret in any answer (see tests/support/matrix.py)."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.support.asking import ask, client_of, undone
from tests.support.matrix import Row, read_rows
from tests.support.world import CAST, INSIDERS, World

ROWS = list(read_rows())


@pytest.mark.timeout(300)  # every row of the largest room for everybody, on a machine that does other things too
@pytest.mark.parametrize("room", sorted({row.room for row in ROWS}))
def test_everybody_gets_the_answer_the_table_says(app, connection, world, room):
    clients = {name: client_of(app, world, name) for name in CAST}
    wrong = []
    for row in [row for row in ROWS if row.room == room]:
        for name, client in clients.items():
            with undone(connection):
                status, text = ask(client.twin(), world, row)
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
