"""Lets the worker of an instance do what will be due at a later moment: `python -m tests.journeys.later DIR MOMENT`.

A journey need not wait for a vote to end, and the instance is closed by nothing but its own clock. Where it waits for
digests (a third argument says so), nothing of what else would be due by then is done.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from app.config import load_settings
from app.core import clock, outbox, worker
from app.delivery.services import keep_up, send_digests
from app.factory import create_app


def work_at(folder: Path, moment: datetime, *, on_digests: bool) -> None:
    """Work with the clock at the moment until nothing more is due."""
    app = create_app(load_settings({"PARVIS_DATA_DIR": str(folder)}))
    with app.app_context():
        if on_digests:
            keep_up()  # who is new gets a digest of what came until then
        with clock.stopped_at(moment):
            send_all_digests() if on_digests else worker.drain("later")


def send_all_digests() -> None:
    """Round after round, as the worker does."""
    keep_up()
    while True:
        try:
            return send_digests()
        except outbox.Later:
            continue


if __name__ == "__main__":
    work_at(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), on_digests="digests" in sys.argv[3:])
