"""How quickly everybody's digest leaves: written with their rights, and handed to a mail server one by one.

    python -m bench.digests --people 10000 --posts 100000

Works on a filled company, whose people all have theirs due at the first moment after its newest post. Prints digests a
second, processor time and statements for each, beside the goal: 10,000 people in minutes.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, delete, event, func, select, update

from app.core import clock, logs
from app.core.db import bound_engine, session
from app.core.events import transaction
from app.core.mailserver import read_mail_server
from app.core.outbox import Later
from app.delivery.models import Digest, Mail, State
from app.delivery.post import POST, Post
from app.delivery.rhythm import next_moment
from app.delivery.services import send_digests
from app.delivery.services.beginning import KEY, enrol_missing
from app.delivery.transports import Smtp
from app.feed.models import Post as FeedPost
from app.notifications.attention import Attention
from bench.instances import prepare, reading
from bench.report import AT_MOST, Report, machine
from bench.servers import ROOT

DAY = timedelta(days=1)
MOST_MINUTES = 10.0
"""For 10,000 people, on one core."""


def main() -> None:
    """Make them due, send, print."""
    arguments = parser().parse_args()
    logs.configure(logging.ERROR)
    app = prepare(arguments.folder, arguments.people, arguments.posts).open()
    report = Report(about=machine() | {"people": arguments.people, "posts": arguments.posts})
    with post_office(app) as office, reading(app):
        moment = make_due()
        statements = counting(bound_engine())
        began, cpu = time.perf_counter(), time.process_time()
        with clock.stopped_at(moment):
            send_all()
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        sent = sent_so_far()
        taken, different = office()
    if not sent == taken == different:
        sys.exit(f"{sent} digests were sent, {taken} came, to {different} addresses")
    print(f"{sent / seconds:.0f} a second, {cpu * 1000 / sent:.1f} ms and {len(statements) / sent:.1f} statements each")
    minutes = seconds / sent * 10_000 / 60
    report.expect("digests for 10,000 people", f"{sent} in {seconds:.0f} s, in minutes", minutes, AT_MOST, MOST_MINUTES)
    report.show()


def make_due() -> datetime:
    """Let everybody's digest be due; the moment when it is."""
    newest = session.scalar(select(func.max(FeedPost.published_at))) or clock.now()
    moment = next_moment(Attention(), time_zone="Europe/Paris", at=newest) or newest
    enrol_missing()
    with transaction(told=False):
        session.execute(delete(Mail).where(Mail.key.startswith(KEY)))
        due = {"due_at": moment, "settled_until": moment - DAY, "told_until": None}
        session.execute(update(Digest).values(due))
    return moment


def send_all() -> None:
    """Round after round, as the worker goes on."""
    while True:
        try:
            send_digests()
        except Later:
            continue
        return


def sent_so_far() -> int:
    """How many digests left."""
    sent = select(func.count()).select_from(Mail).where(Mail.state == State.SENT, Mail.key.startswith(KEY))
    return session.scalar(sent) or 0


def counting(engine: Engine) -> list[str]:
    """Grows with every statement from now on; what begins a transaction does not count."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return sent


@contextmanager
def post_office(app: Flask) -> Iterator[Callable[[], tuple[int, int]]]:
    """A mail server to which this application's mails go; asked at the end, how many came and to how many addresses."""
    command = [sys.executable, "-m", "bench.post_office"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        port = int(server.stdout.readline()) if server.stdout else 0
        told = read_mail_server(f"smtp://127.0.0.1:{port}")
        app.extensions[POST] = Post(Smtp(told, name="house.example"), "parvis@house.example")

        def close() -> tuple[int, int]:
            taken, different = server.communicate()[0].split()
            return int(taken), int(different)

        yield close


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="python -m bench.digests", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--people", type=int, default=1_000)
    made.add_argument("--posts", type=int, default=10_000)
    made.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "parvis-bench")
    return made


if __name__ == "__main__":
    main()
