"""A deployment for tests: a company on PostgreSQL and Redis, served by two processes, and who calls which of them."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from app.accounts.models import Person, Role, Scope
from app.accounts.services import create_person, create_token
from app.chat.services import open_conversation, open_room
from app.config import load_settings
from app.core.db import bound_engine, session
from app.core.migrations import upgrade
from app.factory import create_app
from app.governance.services import ensure_code
from app.groups.models import Access, Kind
from app.groups.services import create_group, set_member
from app.notifications.services import choose_attention
from tests.factories import PASSWORD
from tests.support.parvis import Instance, Server
from tests.support.processes import process_behind, web_processes
from tests.support.sockets import SocketClient
from tests.support.waiting import until

PEOPLE = 20
PROCESSES = 2


@dataclass
class Company:
    """People by name with a token each, the conversation of all of them, and a closed group with its room."""

    instance: Instance
    ids: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    conversation_id: str = ""
    group_id: str = ""
    room_id: str = ""

    @property
    def names(self) -> list[str]:
        return [f"person{number}" for number in range(PEOPLE)]


def found_company(instance: Instance) -> Company:
    """Fill an empty instance; Redis is left out of it, for this process keeps no limits there."""
    instance.data_dir.mkdir(parents=True)
    company = Company(instance)
    environment = {name: value for name, value in instance.environment.items() if name != "PARVIS_REDIS_URL"}
    app = create_app(load_settings(environment), testing=True)
    with app.app_context():
        upgrade(bound_engine())
        ensure_code()
        people = [_admit(company, name) for name in (*company.names, "arriving")]  # who has no socket before
        _admit(company, "moderator", Role.MODERATOR)
        for name in ("suspended", "closed"):  # whom a test keeps out for good
            _admit(company, name)
        company.conversation_id = str(open_conversation(people[1:], actor=people[0]).id)
        group = create_group(name="Workshop", kind=Kind.PROJECT, access=Access.CLOSED, actor=people[0])
        for person in people[1:]:
            set_member(group, person, actor=people[0])
        company.group_id, company.room_id = str(group.id), str(open_room(group, actor=people[0]).id)
        session.remove()
        bound_engine().dispose()
    return company


def _admit(company: Company, name: str, *roles: Role) -> Person:
    person = create_person(
        email=f"{name}@house.example", name=name.title(), password=PASSWORD, roles={Role.MEMBER, *roles}, actor=None
    )
    choose_attention(keeps_quiet=False, actor=person)  # they are told at any hour at which tests run
    scopes = {Scope.READ, Scope.WRITE, *([Scope.MODERATE] if roles else [])}
    company.ids[name], company.tokens[name] = str(person.id), create_token(scopes=scopes, actor=person).secret
    return person


class Caller:
    """One kept connection, and so always the same process."""

    def __init__(self, server: Server, token: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        self._connection.connect()
        self.port: int = self._connection.sock.getsockname()[1]
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """The status and the JSON, or the text, of an answer."""
        sent = json.dumps(body) if isinstance(body, dict | list) else body
        kind = {"Content-Type": "application/json"} if isinstance(body, dict | list) else {}
        self._connection.request(method, path, sent, self._headers | kind | headers)
        answer = self._connection.getresponse()
        content = answer.read().decode()
        self.cookies = answer.headers.get_all("Set-Cookie") or []
        is_json = content and "json" in answer.headers.get("Content-Type", "")
        return answer.status, json.loads(content) if is_json else content

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


C = TypeVar("C", Caller, SocketClient)


def on_each_process(server: Server, connect: Callable[[], C]) -> dict[int, C]:
    """A connection to each process: made again and again until all have one; what is too many is closed."""
    found: dict[int, C] = {}
    processes = until(lambda: len(some := web_processes(server)) == PROCESSES and some, what="both processes there")
    for _ in range(200):
        connection = connect()
        process = until(lambda: process_behind(server, connection.port), what="the connection accepted")  # noqa: B023
        if process in found:
            connection.close()
        else:
            found[process] = connection
        if len(found) == PROCESSES:
            return found
    raise AssertionError(f"all connections went to {set(found)} of {processes}")
