"""A worker killed in the middle of a conversation: each mail arrives, a doubtful one twice, under one name."""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import cycle

import pytest
from sqlalchemy import func, select, update

from app.accounts.models import Role
from app.accounts.services import create_person, invite_person
from app.core.db import session
from app.core.events import command
from app.core.outbox import Job
from app.delivery.models import Mail, State
from tests.support.at_once import KEY
from tests.support.mail import MailServer
from tests.support.parvis import PARVIS, Instance
from tests.support.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MAILS = 2


@command
def let_leases_run_out():
    session.execute(update(Job).values(leased_until=None, leased_by=None))


def unsent():
    session.rollback()
    sent = session.scalar(select(func.count()).select_from(Mail).where(Mail.state == State.SENT))
    return MAILS - sent


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
        while unsent():
            let_leases_run_out()
            with (tmp_path / "worker.log").open("ab") as log:
                environment = Instance(tmp_path / "data", settings).environment
                worker.append(subprocess.Popen([*PARVIS, "worker"], env=environment, stdout=log, stderr=log))
            until(lambda: worker[-1].poll() is not None or not unsent(), within=120)
            worker[-1].kill()
            worker[-1].wait()
        names = Counter(mail["Message-ID"] for mail in server.mails)
        addresses = {mail["To"].addresses[0].addr_spec for mail in server.mails}
    assert kills["RCPT"] >= 1
    assert kills["DATA"] >= 1
    assert len(names) == len(addresses) == MAILS
    assert names.total() == MAILS + kills["DATA"]
