"""A worker killed in the middle of a conversation: each mail arrives, a doubtful one twice, under one name."""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import timedelta
from itertools import cycle

import pytest
from sqlalchemy import func, insert, select, update

from app.accounts.models import Role
from app.accounts.services import create_person, invite_person
from app.core import clock
from app.core.db import session
from app.core.events import command
from app.core.outbox import Job
from app.delivery.models import Digest, Mail, State
from app.feed.services import publish_post
from app.notifications.attention import Rhythm
from app.notifications.services import choose_attention
from tests.support.at_once import KEY
from tests.support.mail import MailServer
from tests.support.parvis import PARVIS, Instance
from tests.support.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MAILS = 2


@command
def let_leases_run_out():
    session.execute(update(Job).values(leased_until=None, leased_by=None))


def sent_so_far():
    session.rollback()
    return session.scalar(select(func.count()).select_from(Mail).where(Mail.state == State.SENT))


def start_worker(tmp_path, settings):
    with (tmp_path / "worker.log").open("ab") as log:
        environment = Instance(tmp_path / "data", settings).environment
        return subprocess.Popen([*PARVIS, "worker"], env=environment, stdout=log, stderr=log)


def test_however_often_it_is_killed_each_mail_arrives_under_one_name(own_house, tmp_path):
    emma = create_person(email="e@house.example", name="Emma", roles={Role.MEMBER, Role.ADMIN}, actor=None)
    for number in range(MAILS):
        invite_person(email=f"new{number}@house.example", actor=emma)
    moments, kills = cycle(["RCPT", "DATA", "nowhere"]), Counter()
    worker: list[subprocess.Popen[bytes]] = []
    wanted = [next(moments)]

    def strike(step):
        """Kill the worker at the step whose turn it is; a whole conversation without a blow is one turn too."""
        if step == wanted[0]:
            worker[-1].kill()
            kills[step] += 1
            wanted[0] = next(moments)
        elif step == "DATA" and wanted[0] == "nowhere":
            wanted[0] = next(moments)

    with MailServer(on_step=strike) as server:
        settings = {"PARVIS_SECRET_KEY": KEY, "PARVIS_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
        while sent_so_far() < MAILS:
            let_leases_run_out()
            worker.append(start_worker(tmp_path, settings))
            until(lambda: worker[-1].poll() is not None or sent_so_far() == MAILS, within=120)
            worker[-1].kill()
            worker[-1].wait()
        names = Counter(mail["Message-ID"] for mail in server.mails)
        addresses = {mail["To"].addresses[0].addr_spec for mail in server.mails}
    assert kills["RCPT"] >= 1
    assert kills["DATA"] >= 1
    assert len(names) == len(addresses) == MAILS
    assert names.total() == MAILS + kills["DATA"]


@command
def owe_digests(people):
    """What was due this morning was not dealt with; whatever a killed worker held may be taken up at once."""
    for person in people:
        choose_attention(digest=Rhythm.DAILY, digest_hour=0, working_days=range(7), keeps_quiet=False, actor=person)
    yesterday = clock.now() - timedelta(days=1)
    session.execute(
        insert(Digest), [{"person_id": p.id, "due_at": yesterday, "settled_until": yesterday} for p in people]
    )


@command
def let_leases_of_digests_run_out():
    session.execute(update(Job).values(leased_until=None, leased_by=None, due_at=clock.now()))
    session.execute(update(Mail).where(Mail.state == State.WAITING).values(due_at=clock.now()))


def test_however_often_it_is_killed_each_digest_arrives_under_one_name(own_house, tmp_path):
    david = create_person(email="d@house.example", name="David", roles=[Role.MEMBER, Role.COMMUNICATION], actor=None)
    people = [
        create_person(email=f"p{n}@house.example", name=f"P {n}", roles=[Role.MEMBER], actor=None) for n in range(4)
    ]
    publish_post(body="To all of you", actor=david)
    owe_digests(people)
    blows, worker = ["RCPT", "DATA"], []

    def strike(step):
        if blows and step == blows[0]:
            worker[-1].kill()
            blows.pop(0)

    with MailServer(on_step=strike) as server:
        settings = {"PARVIS_SECRET_KEY": KEY, "PARVIS_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
        while sent_so_far() < len(people):
            let_leases_of_digests_run_out()
            worker.append(start_worker(tmp_path, settings))
            until(lambda: worker[-1].poll() is not None or sent_so_far() == len(people), within=120)
            worker[-1].kill()
            worker[-1].wait()
        names = Counter(mail["Message-ID"] for mail in server.mails)
        recipients = Counter(taken.recipients[0] for taken in server.taken)
    assert len(worker) == 3
    assert set(recipients) == {person.email for person in people}
    assert sorted(names.values()) == [1, 1, 1, 2]  # the one in doubt came again, under its name
