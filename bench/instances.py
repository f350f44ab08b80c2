"""Instances to measure: demo companies of a size, filled once and kept, with people who are signed in."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select

from app.accounts.models import Grant, Person, Role
from app.accounts.services import open_session
from app.accounts.signin import COOKIE_KEY
from app.config import Settings
from app.core.db import bound_engine, release_session, session
from app.core.events import transaction
from app.core.migrations import upgrade
from app.factory import create_app
from app.governance.queries import current_version
from app.governance.services import acknowledge_code
from app.governance.views import COOKIE_KEY as HAS_READ
from app.groups.models import Group, Membership
from bench.servers import ROOT

VIEWERS = 200
BYTES = "f" * 40  # of the CSRF token: these cookies sign in nobody but on this machine

LARGEST = (
    select(Membership.group_id)
    .where(Membership.group_id.in_(select(Group.id).where(Group.slug.like("groupe-%"))))
    .group_by(Membership.group_id)
    .order_by(func.count().desc())
    .limit(1)
    .scalar_subquery()
)

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Viewer:
    """Somebody signed in: who they are, and the headers that their browser sends."""

    id: UUID
    headers: Headers
    changing: Headers
    """Those that a changing request needs beside."""
    is_in_largest_group: bool


@dataclass
class Instance:
    """A filled instance: its folder, its sizes, and how long it took to fill."""

    folder: Path
    people: int
    posts: int
    filled_in: float

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a server of this instance: a thousand listen, and somebody speaks to them."""
        return {"PARVIS_DATA_DIR": str(self.folder), "PARVIS_SOCKETS": "1100"}

    def open(self) -> Flask:
        """The application on this instance, for reading what there is to ask for."""
        app = create_app(Settings(data_dir=self.folder))
        with reading(app):
            upgrade(bound_engine())
        return app


def prepare(root: Path, people: int, posts: int) -> Instance:
    """The instance of these sizes, filled now if it is not there."""
    folder = root / f"people-{people}-posts-{posts}"
    mark = folder / "filled.json"
    if not mark.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"filling {folder}", file=sys.stderr, flush=True)
        began = time.perf_counter()
        sizes = ["--people", str(people), "--posts", str(posts)]
        environment = os.environ | {"PARVIS_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-m", "app", "demo", *sizes], env=environment, check=True)
        mark.write_text(json.dumps({"seconds": round(time.perf_counter() - began, 1)}))
    return Instance(folder, people, posts, json.loads(mark.read_text())["seconds"])


@contextmanager
def reading(app: Flask) -> Iterator[None]:
    """Inside of the application for the length of a block."""
    with app.app_context():
        try:
            yield
        finally:
            release_session()


def sign_in(app: Flask, *, count: int = VIEWERS) -> list[Viewer]:
    """So many members signed in, those of one large group first, who have read the code of conduct."""
    with reading(app):
        members = select(Grant.person_id).where(Grant.role == Role.MEMBER)
        is_member = Person.id.in_(select(Membership.person_id).where(Membership.group_id == LARGEST))
        bulk = select(Person).where(Person.id.in_(members), Person.email.like("p%@demo.example"))
        first = session.scalars(bulk.where(is_member).order_by(Person.id).limit(count // 3)).all()
        others = session.scalars(bulk.where(~is_member).order_by(Person.id)).all()
        people = [*first, *random.Random(1).sample(others, count - len(first))]  # noqa: S311 (a sample, no secret)
        with transaction(told=False):
            return [signed_in(app, person, is_in_largest_group=person in first) for person in people]


def signed_in(app: Flask, person: Person, *, is_in_largest_group: bool) -> Viewer:
    """Somebody who has just signed in and read the code of conduct; called inside a command."""
    acknowledge_code(actor=person)
    cookie = {
        COOKIE_KEY: open_session(person, device="bench"),
        "csrf_token": BYTES,
        HAS_READ: current_version(),
        "_fresh": False,
    }
    return Viewer(person.id, cookie_header(app, cookie), csrf_header(app), is_in_largest_group)


def cookie_header(app: Flask, cookie: dict[str, Any]) -> Headers:
    """The header of a browser with this session."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own interface
    return (("Cookie", f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(cookie)}"),)


def csrf_header(app: Flask) -> Headers:
    """The header that goes with the CSRF token of these sessions."""
    signed = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(BYTES)
    return (("X-CSRF-Token", str(signed)),)


def largest_group(app: Flask) -> Group:
    """The group that the first viewers are in."""
    with reading(app):
        return session.scalars(select(Group).where(Group.id == LARGEST)).one()
