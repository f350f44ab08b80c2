"""The matrix's world on a real server: its data on disk, a token for each of the cast, and requests all at once."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any

import urllib3

from app.accounts.policy import scopes_of
from app.accounts.services import create_token
from app.config import load_settings
from app.core.api import ROOT
from app.core.db import bound_engine, session
from app.core.migrations import upgrade
from app.factory import create_app
from tests.support.parvis import Instance, Server
from tests.support.world import CAST, make_world

AT_ONCE = 8


@dataclass
class Asked:
    """One request of one of the cast."""

    name: str
    method: str
    path: str
    body: object = None
    key: str | None = None


@dataclass
class House:
    """An instance with the matrix's world in it, and the server that serves it now."""

    instance: Instance
    things: dict[str, str]
    tokens: dict[str, str]
    server: Server | None = None
    pool: urllib3.PoolManager | None = None

    def copied(self, folder: Path) -> House:
        """Another instance with the same in it."""
        instance = Instance(folder / "data", self.instance.settings)
        shutil.copytree(self.instance.data_dir, instance.data_dir)
        return House(instance, self.things, self.tokens)

    def serve(self, server: Server) -> House:
        """Ask this server from now on."""
        self.server, self.pool = server, urllib3.PoolManager(maxsize=2 * AT_ONCE, retries=False, timeout=30)
        return self

    def send(self, asked: Asked) -> tuple[int, Any]:
        """The status and the answer."""
        assert self.server is not None
        assert self.pool is not None
        headers = {"Authorization": f"Bearer {self.tokens[asked.name]}", "Content-Type": "application/json"}
        if asked.key:
            headers["Idempotency-Key"] = asked.key
        address = self.server.url + ROOT + asked.path.format_map(self.things)
        body = None if asked.body is None else json.dumps(asked.body)
        answer = self.pool.request(asked.method, address, headers=headers, body=body)
        return answer.status, json.loads(answer.data) if answer.data else None

    def get(self, name: str, path: str) -> Any:
        """What somebody reads."""
        status, answer = self.send(Asked(name, "GET", path))
        assert status == 200, (path, answer)
        return answer

    def send_at_once(self, requests: Sequence[Asked]) -> list[tuple[int, Any]]:
        """The answers to requests that are all sent at the same moment."""
        start = Barrier(len(requests))

        def send(asked: Asked) -> tuple[int, Any]:
            start.wait()
            return self.send(asked)

        with ThreadPoolExecutor(len(requests)) as threads:
            return list(threads.map(send, requests))


def found_house(folder: Path) -> None:
    """A fresh instance with the world in it, and beside it the world's things and tokens."""
    instance = Instance(folder / "data")
    instance.data_dir.mkdir(parents=True)
    app = create_app(load_settings(instance.environment), testing=True)
    with app.app_context():
        upgrade(bound_engine())
        world = make_world()
        people = {name: world.person(name) for name in CAST[1:]}
        tokens = {name: create_token(scopes=scopes_of(person), actor=person).secret for name, person in people.items()}
        session.remove()
        app.extensions["parvis.search"].close()
        bound_engine().dispose()
    (folder / "house.json").write_text(json.dumps([world.things, tokens]), encoding="utf-8")


def read_house(folder: Path) -> House:
    """What was founded there; nobody serves it yet."""
    things, tokens = json.loads((folder / "house.json").read_text(encoding="utf-8"))
    return House(Instance(folder / "data"), things, tokens)


def statuses(answers: Sequence[tuple[int, Any]]) -> Counter[int]:
    """How often each status was answered."""
    return Counter(status for status, _ in answers)
