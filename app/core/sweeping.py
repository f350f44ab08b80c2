"""Sweeping: kept bytes that no row refers to any more are forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from itertools import islice

from flask import Flask

from app.core import outbox
from app.core.hooks import Hook
from app.core.storage import storage

EVERY = timedelta(hours=12)
UNUSED_FOR = timedelta(days=1)
"""How long bytes stay after they were put: a row may be about to refer to them."""
BATCH = 500

referred_to: Hook[[Collection[str]], set[str]] = Hook(
    "referred_to", "Which of these kept contents, named by their keys, do your rows refer to?"
)


def init_app(app: Flask) -> None:
    """Let the worker sweep."""
    outbox.every(app, EVERY, forget_unused)


def forget_unused() -> None:
    """Forget what was put more than a day ago and nobody refers to: what an upload left that was killed before its
    row was there, and what the last row has let go. Repeating changes nothing.
    """
    keys = storage().keys()
    while batch := list(islice(keys, BATCH)):
        wanted: set[str] = set().union(*referred_to.ask(batch))
        for key in batch:
            if key not in wanted:
                storage().delete(key, unused_for=UNUSED_FOR.total_seconds())
