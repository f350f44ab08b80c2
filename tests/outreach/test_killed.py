"""A worker killed in the middle of sending: nothing comes twice, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from itertools import cycle

import pytest
from sqlalchemy import select, update

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.core.db import session
from app.core.events import command
from app.core.outbox import Job
from app.decisions.models import Verdict
from app.decisions.services import create_committee, open_proposal, review_proposal, submit_proposal
from app.decisions.services.composing import Place
from app.outreach.models import Publication, State
from app.outreach.queries import list_library
from app.outreach.services import create_channel, schedule_publication
from tests.outreach.faults import Exchange, FaultyServer
from tests.support.at_once import KEY
from tests.support.parvis import PARVIS, Instance
from tests.support.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ITEMS = 2


class Worker:
    """A worker process that is killed where its request has come to."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def start(self) -> None:
        with (self._instance.data_dir / "worker.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*PARVIS, "worker"], env=self._instance.environment, stdout=log, stderr=log
            )

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self.kills += 1


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as server:
        yield server


def schedule_some(url: str) -> None:
    david = create_person(
        email="d@house.example", name="David", roles={Role.MEMBER, Role.COMMUNICATION, Role.ADMIN}, actor=None
    )
    author = create_person(email="a@house.example", name="Author", actor=None)
    judge = create_person(email="j@house.example", name="Judge", actor=None)
    committee = create_committee(name="Editors", seats=[Place(judge.id)], actor=david)
    config = {"instance_url": url, "access_token": "token"}
    channel = create_channel(kind="mastodon", name="@house", config=config, actor=david)
    for number in range(ITEMS):
        approve(f"Words {number}", author, judge, committee)
    for item in list_library(author).items:
        schedule_publication(item, channel, actor=david)


def approve(body: str, author: Person, judge: Person, committee: object) -> None:
    proposal = open_proposal(title="Show it", body=body, actor=author)
    submit_proposal(proposal, committee=committee, actor=author)
    review_proposal(proposal, decision=Verdict.APPROVE, content_hash=proposal.content_hash, actor=judge)


@command
def let_leases_run_out() -> None:
    session.execute(update(Job).values(leased_until=None, leased_by=None))


def open_publications() -> int:
    session.rollback()
    return len(session.scalars(select(Publication.id).where(Publication.state != State.PUBLISHED)).all())


def test_however_often_it_is_killed_each_is_published_once(own_house, server, tmp_path):
    schedule_some(server.url)
    settings = {"PARVIS_SECRET_KEY": KEY, "PARVIS_ALLOWED_PRIVATE_HOSTS": server.url.partition("://")[2]}
    worker = Worker(Instance(tmp_path / "data", settings))
    moments = cycle(["before it is kept", "before the answer", "after the answer", "not at all"])

    def strike(exchange: Exchange) -> bool:
        """Kill the worker now, at the end of the answer, or let it live."""
        moment = next(moments)
        if moment == "before it is kept":
            server.statuses.pop(exchange.key, None)
        if moment == "after the answer":
            exchange.say(200, server.statuses[exchange.key])
        if moment != "not at all":
            worker.kill()
        return moment != "not at all"

    server.fault = strike
    while open_publications():
        let_leases_run_out()
        worker.start()
        until(lambda: not worker.is_alive or not open_publications(), within=120)
    worker.kill()
    published = session.scalars(select(Publication)).all()
    texts = [status["content"] for status in server.statuses.values()]
    assert worker.kills >= 3  # one at each of the moments
    assert len(texts) == len(set(texts)) == ITEMS
    assert {publication.remote_id for publication in published} == {status["id"] for status in server.statuses.values()}
