"""A real instance with two colleagues in it, for tests that start servers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from app.accounts.services import create_person, create_token
from app.chat.services import open_conversation
from app.config import load_settings
from app.core.db import Model, bound_engine, session
from app.core.migrations import stamp
from app.factory import create_app
from tests.factories import PASSWORD
from tests.support.parvis import Instance, Server, running
from tests.support.sockets import SocketClient


@dataclass
class Colleagues:
    """Ada and Ben, with a token each, and the conversation between them."""

    instance: Instance
    ada_token: str
    ben_token: str
    ada_id: UUID
    conversation_id: str


def found_colleagues(folder: Path, **settings: str) -> Colleagues:
    """A fresh instance with the two in it."""
    instance = Instance(folder / "data", settings)
    instance.data_dir.mkdir(parents=True)
    app = create_app(load_settings(instance.environment), testing=True)
    with app.app_context():
        Model.metadata.create_all(bound_engine())
        stamp(bound_engine())
        ada, ben = (
            create_person(email=f"{name.lower()}@house.example", name=name, password=PASSWORD, actor=None)
            for name in ("Ada", "Ben")
        )
        conversation = open_conversation([ben], actor=ada)
        colleagues = Colleagues(
            instance,
            create_token(actor=ada).secret,
            create_token(actor=ben).secret,
            ada.id,
            str(conversation.id),
        )
        session.remove()
        bound_engine().dispose()
    return colleagues


@pytest.fixture
def colleagues(tmp_path: Path) -> Colleagues:
    return found_colleagues(tmp_path)


@pytest.fixture
def join() -> Iterator[Callable[..., SocketClient]]:
    """Open sockets that are closed with the test."""
    with ExitStack() as open_ones:

        def join(server: Server, token: str | None = None, *, slow: bool = False, **headers: str) -> SocketClient:
            return open_ones.enter_context(closing(SocketClient(server.url, token=token, headers=headers, slow=slow)))

        yield join


@pytest.fixture(scope="module")
def any_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Colleagues, Server]]:
    """A server for tests that leave it as it was."""
    colleagues = found_colleagues(tmp_path_factory.mktemp("colleagues"))
    with running(colleagues.instance) as server:
        yield colleagues, server


@pytest.fixture
def ask(any_server):
    """What Ada and Ben ask the server, each over one kept connection, and what it answers."""
    colleagues, server = any_server
    tokens = {"ada": colleagues.ada_token, "ben": colleagues.ben_token}

    def asked(who, method, path, body=None):
        headers = {"Authorization": f"Bearer {tokens[who]}", "Content-Type": "application/json"}
        answer = server.pool.request(method, f"{server.url}/api/v1{path}", headers=headers, body=json.dumps(body or {}))
        return answer.status, json.loads(answer.data or b"null")

    asked.colleagues, asked.server = colleagues, server
    asked.ben_id = asked("ben", "GET", "/me")[1]["id"]
    return asked
