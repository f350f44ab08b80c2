"""A post office for tests: mails into a folder of their own, or to a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.accounts.models import Person
from app.core import mailserver
from app.delivery.post import POST, Post
from app.delivery.transports import Folder, Smtp
from app.notifications.services import choose_attention
from tests.support.mail import MailServer, read_folder

SENDER = "parvis@house.example"


@pytest.fixture(autouse=True)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the mails of this test go while no server is set."""
    outbox = tmp_path / "outbox"
    if "app" in request.fixturenames:
        request.getfixturevalue("app").extensions[POST] = Post(Folder(outbox), SENDER)
    return outbox


@pytest.fixture
def make_person(make_person: Callable[..., Person]) -> Callable[..., Person]:
    """People who may be told at any hour, for tests are run at any; quiet hours have tests of their own."""

    def make(*names: Any, **settings: Any) -> Person:
        person = make_person(*names, **settings)
        choose_attention(keeps_quiet=False, actor=person)
        return person

    return make


@pytest.fixture
def mailed(folder: Path, drain: Callable[[], None]) -> Callable[[], list[EmailMessage]]:
    """Let the worker do what waits, and read all mails so far."""

    def read() -> list[EmailMessage]:
        drain()
        return read_folder(folder)

    return read


@pytest.fixture
def mail_server(app: Flask, folder: Path) -> Iterator[MailServer]:
    """A real server, to which this test's mails go."""
    with MailServer() as server:
        told = mailserver.read_mail_server(f"smtp://127.0.0.1:{server.port}")
        app.extensions[POST] = Post(Smtp(told, name="house.example"), SENDER)
        yield server
