"""A trial: requests as one of the cast, each undone, and a note of every answer that is no proper one."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from app.core.limits import OwnCounter
from tests.support.asking import client_of, undone
from tests.support.world import CAST, World

PROBLEM = "application/problem+json"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Trial:
    """Sends requests and remembers the faults of their answers."""

    def __init__(self, app: Flask, connection: Connection, world: World) -> None:
        self._connection = connection
        self._clients = {name: client_of(app, world, name) for name in CAST}
        self.faults: list[str] = []
        self.count = 0

    def send(self, name: str, method: str, path: str, *, status: int | None = None, **options: object) -> TestResponse:
        """Ask as one of the cast; a fault is a surprise of ours, an error untold, or another status than expected."""
        client = self._clients[name].twin()
        client.application.extensions["parvis.asked"] = OwnCounter()  # how often one may ask is tried elsewhere
        with undone(self._connection):
            response = client.open(path, method=method, **options)
        self.count += 1
        what = f"{method} {path[:120]!r} {_short(options.get('data'))!r} {response.status_code}"
        if status is not None and response.status_code != status:
            self.faults.append(f"{what}, not {status}")
        if response.status_code >= 500:
            self.faults.append(f"{what}: {response.get_data(as_text=True)[:100]}")
        elif response.status_code >= 400 and path.startswith("/api/") and not _is_problem(response):
            self.faults.append(f"{what}: {response.content_type} tells no problem")
        return response

    def end(self, *, least: int) -> None:
        """Fail for any fault, and for having tried too little to tell."""
        assert self.count >= least
        assert not self.faults, "\n" + "\n".join(self.faults)


def _short(sent: object) -> str:
    return re.sub(r"(.{1,3}?)\1{9,}", r"\1…", str(sent))[:150]


def _is_problem(response: TestResponse) -> bool:
    told = response.get_json() if response.is_json else {}
    return response.content_type == PROBLEM and told.get("status") == response.status_code
