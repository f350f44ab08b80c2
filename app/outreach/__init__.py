"""The channel outward: the library, connectors, publications, and what they brought."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext

from app.core import api as core_api
from app.core import outbox
from app.core.frame import Entry, add_entry
from app.core.waiting import waiting_for
from app.decisions.hooks import approved
from app.decisions.models import Proposal
from app.feed.hooks import outward_of
from app.outreach import policy, presenting, services
from app.outreach.api import outreach_api
from app.outreach.public import public
from app.outreach.views import outreach
from app.outreach.waiting import list_what_waits


def register(app: Flask) -> None:
    """Bring the channel outward into the house."""
    core_api.register(app, outreach_api)
    app.register_blueprint(public)
    app.register_blueprint(outreach)
    add_entry(
        app,
        Entry(lazy_gettext("Share outside"), "outreach.library", "radio-tower", order=50, visible=policy.can_read),
    )
    for job in (services.deliver, services.measure, services.remove_copy, services.check_channel):
        outbox.add_job(app, job, patient=True)
    outbox.every(app, timedelta(minutes=5), services.measure_due)
    outbox.every(app, timedelta(hours=6), services.check_channels)
    outbox.every(app, timedelta(hours=1), services.forget_visitors)
    approved.answer(app, _shelve)
    outward_of.answer(app, presenting.outward_of)
    waiting_for.answer(app, list_what_waits)


def _shelve(proposal: Proposal) -> None:
    services.shelve(proposal)
