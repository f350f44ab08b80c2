"""Decisions: proposals, ballots, committees, and the register of what was decided."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext

from app.core import api as core_api
from app.core import health, outbox
from app.core.frame import Entry, add_entry
from app.core.waiting import waiting_for
from app.decisions import attaching
from app.decisions.api import decisions_api
from app.decisions.drafting import DRAFTED
from app.decisions.queries.waiting import IS_ASKED
from app.decisions.services import close_due_ballot
from app.decisions.services.registering import examine
from app.decisions.views import decisions
from app.decisions.waiting import list_what_waits
from app.files.hooks import holder_seen, keeps_for_others, words_bound


def register(app: Flask) -> None:
    """Bring decisions into the house."""
    core_api.register(app, decisions_api)
    app.register_blueprint(decisions)
    add_entry(
        app,
        Entry(
            lazy_gettext("Ideas and proposals"),
            "decisions.board",
            "vote",
            order=30,
            also=("/register", "/committees"),
            visible=lambda viewer: not viewer.is_guest,
        ),
    )
    holder_seen.answer(app, attaching.sees)
    keeps_for_others.answer(app, attaching.kept_for_others)
    words_bound.answer(app, attaching.binds)
    IS_ASKED.bring(app)
    waiting_for.answer(app, list_what_waits)
    for place in DRAFTED:
        place.bring(app)
    outbox.add_job(app, close_due_ballot)
    health.add_check(app, "register", examine)
