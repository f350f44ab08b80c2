"""Asking the house as one of the cast: a row of the matrix, over HTTP or by a socket, with its effects undone."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy import Connection

from app.core.db import session
from app.core.limits import OwnCounter
from tests.support.client import Client
from tests.support.matrix import Row
from tests.support.world import World

FORM, FILE = "form:", "file:"
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """Whatever happens inside is undone, so that one question, or their number, does not change the next answer."""
    session.commit()
    current_app.extensions["parvis.asked"] = OwnCounter()
    savepoint = connection.begin_nested()
    yield
    session.rollback()
    savepoint.rollback()
    session.expire_all()


def client_of(app: Flask, world: World, name: str) -> Client:
    """A browser in which one of the cast is signed in, or nobody."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client if name == "nobody" else client.sign_in(world.person(name))


def ask(client: Client, world: World, row: Row) -> tuple[int, str]:
    """The status and the English text, headers included, that a row gets."""
    path, sent = row.filled(world.things)
    assert "{" not in path, f"{row.where}: no thing for {path}"
    if row.method == "EVENT":
        return ask_by_socket(client, path, json.loads(sent) if sent else None)
    values: dict[str, object] = {}
    if sent.startswith(FORM):
        values = {"data": sent.removeprefix(FORM), "content_type": "application/x-www-form-urlencoded"}
    elif sent.startswith(FILE):
        file_name, _, content = sent.removeprefix(FILE).partition("=")
        values = {"data": {"file": (io.BytesIO(content.encode()), file_name)}}
    elif sent:
        values = {"data": sent, "content_type": "application/json"}
    response = client.open(path, method=row.method, environ_overrides=ENGLISH, **values)
    return response.status_code, response.get_data().decode(errors="replace") + str(response.headers)


def ask_by_socket(client: Client, event: str, payload: object) -> tuple[int, str]:
    """The same of an event: 204 for one that is not acknowledged, 401 for a refused connection."""
    app = client.application
    auth = {"token": client.bearer} if client.bearer else None
    socket = app.extensions["socketio"].test_client(app, flask_test_client=client, auth=auth)
    if not socket.is_connected():
        return 401, ""
    answer = socket.emit(event, payload, callback=True)
    socket.disconnect()
    if not answer:
        return 204, ""
    return (200 if answer["ok"] else answer["error"]["status"]), json.dumps(answer)
