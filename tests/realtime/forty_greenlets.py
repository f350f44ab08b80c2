"""Forty greenlets that write at once and yield inside their transactions: a program, run with or without the lock."""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from contextlib import nullcontext  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
from flask import Flask  # noqa: E402
from sqlalchemy import text  # noqa: E402

from app.config import Settings  # noqa: E402
from app.core import events  # noqa: E402
from app.core.db import bound_engine, release_session, session  # noqa: E402
from app.factory import create_app  # noqa: E402

GREENLETS, TRANSACTIONS = 40, 20


def write(app: Flask, outcome: dict[str, int]) -> None:
    for _ in range(TRANSACTIONS):
        with app.app_context():
            try:
                with events.transaction():
                    number = session.scalar(text("SELECT number FROM counter"))
                    gevent.sleep(0)
                    session.execute(text("UPDATE counter SET number = :next"), {"next": number + 1})
                    gevent.sleep(0.001)
                outcome["done"] += 1
            except Exception:  # noqa: BLE001 (all that counts is how many)
                outcome["errors"] += 1
            finally:
                release_session()


def watch(outcome: dict[str, float]) -> None:
    while True:
        before = time.perf_counter()
        gevent.sleep(0.001)
        outcome["stall"] = max(outcome["stall"], time.perf_counter() - before)


def main(folder: Path, *, locked: bool) -> None:
    app = create_app(Settings(data_dir=folder, secret_key="s" * 40), rooms=("app.accounts",))
    with app.app_context(), bound_engine().connect() as connection:
        connection.exec_driver_sql("CREATE TABLE counter (number INTEGER)")
        connection.exec_driver_sql("INSERT INTO counter VALUES (0)")
        connection.connection.commit()
    if not locked:
        events.write_lock = nullcontext()
    outcome = {"done": 0, "errors": 0, "stall": 0.0}
    watching = gevent.spawn(watch, outcome)
    gevent.joinall([gevent.spawn(write, app, outcome) for _ in range(GREENLETS)], timeout=60 if locked else 4)
    watching.kill()
    with app.app_context():
        outcome["number"] = session.scalar(text("SELECT number FROM counter"))
        release_session()
    print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), locked=sys.argv[2] == "locked")
