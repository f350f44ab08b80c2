"""Decisions: proposals, ballots, committees, and the register of what was decided."""

from __future__ import annotations

from flask import Flask

from app.core import api as core_api
from app.core import health, outbox
from app.decisions.api import decisions_api
from app.decisions.services import close_due_ballot
from app.decisions.services.registering import examine


def register(app: Flask) -> None:
    """Bring decisions into the house."""
    core_api.register(app, decisions_api)
    outbox.add_job(app, close_due_ballot)
    health.add_check(app, "register", examine)
