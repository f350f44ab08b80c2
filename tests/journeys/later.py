"""Lets the worker of an instance do what will be due at a later moment: `python -m tests.journeys.later DIR MOMENT`.

A journey need not wait for a vote to end, and the instance is closed by nothing but its own clock.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from app.config import load_settings
from app.core import clock, worker
from app.factory import create_app


def work_at(folder: Path, moment: datetime) -> None:
    """Work with the clock at the moment until nothing more is due."""
    app = create_app(load_settings({"PARVIS_DATA_DIR": str(folder)}))
    with app.app_context(), clock.stopped_at(moment):
        worker.drain("later")


if __name__ == "__main__":
    work_at(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
