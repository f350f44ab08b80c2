"""An account that asks a running server through the REST API, as another program would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.support.parvis import Server


class Refused(AssertionError):
    """The API answered with an error; the text is its problem document."""


@dataclass
class Account:
    """Somebody's token on a server; every call gives the answer's JSON or raises Refused."""

    server: Server
    token: str

    @classmethod
    def open(cls, server: Server, email: str, password: str) -> Account:
        wanted = {"email": email, "password": password, "name": "tests"}
        return cls(server, cls(server, "").ask("POST", "/tokens", wanted)["token"])

    def ask(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = None if body is None else json.dumps(body)
        url = f"{self.server.url}/api/v1{path}"
        answer = self.server.pool.request(method, url, headers=headers, body=content, timeout=60)
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {answer.data.decode()}")
        return answer.json() if answer.data else None

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, body: object) -> Any:
        return self.ask("POST", path, body)

    def put(self, path: str, body: object) -> Any:
        return self.ask("PUT", path, body)

    def patch(self, path: str, body: object) -> Any:
        return self.ask("PATCH", path, body)
