"""A worker killed while a push service thinks: the message comes again under the same tag, and no other is lost."""

from __future__ import annotations

import subprocess

import pytest
from sqlalchemy import select, update

from app.accounts.models import BrowserSession
from app.accounts.services import create_person, open_session
from app.core import clock
from app.core.db import session
from app.core.events import command
from app.core.outbox import Job
from app.delivery.models import State
from app.delivery.push.models import Browser, Push
from app.feed.services import publish_post
from app.notifications.services import choose_attention
from tests.support.at_once import KEY
from tests.support.parvis import PARVIS, Instance
from tests.support.pushes import PushService
from tests.support.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@command
def let_leases_run_out():
    session.execute(update(Job).values(leased_until=None, leased_by=None, due_at=clock.now()))
    session.execute(update(Push).where(Push.state == State.WAITING).values(due_at=clock.now()))


@command
def listen(person, subscription):
    opened = session.scalars(select(BrowserSession).where(BrowserSession.person_id == person.id)).one()
    session.add(Browser(person_id=person.id, session_id=opened.id, **subscription))


def unsent():
    session.rollback()
    return not [push for push in session.scalars(select(Push)) if push.state == State.SENT]


def test_a_message_in_doubt_comes_again_under_the_same_tag(own_house, tmp_path):
    ada, ben = (create_person(email=f"{name}@house.example", name=name, roles={"member"}, actor=None) for name in "ab")
    choose_attention(keeps_quiet=False, actor=ben)
    open_session(ben, device="phone")
    worker: list[subprocess.Popen[bytes]] = []
    with PushService() as service, (tmp_path / "worker.log").open("ab") as log:
        settings = {"PARVIS_SECRET_KEY": KEY, "PARVIS_ALLOWED_PRIVATE_HOSTS": service.host}

        def start():
            instance = Instance(tmp_path / "data", settings)
            worker.append(subprocess.Popen([*PARVIS, "worker"], env=instance.environment, stdout=log, stderr=log))

        def strike():
            if len(service.taken) == 1:
                worker[-1].kill()

        service.on_message = strike
        listen(ben, service.subscription("phone"))
        publish_post(body=f"@{ben.handle}", actor=ada)
        start()
        worker[0].wait(60)
        let_leases_run_out()
        start()
        try:
            until(lambda: not unsent(), within=60)
        finally:
            worker[-1].kill()
            worker[-1].wait()
    first, second = service.taken
    assert first.message == second.message
    assert first.headers["Topic"] == second.headers["Topic"]
