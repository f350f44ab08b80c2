"""Moderation: reports, cases, decisions with reasons, appeals and their clocks, and rumours."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.core import api as core_api
from app.core import health, outbox
from app.feed.hooks import labels_of
from moderation import queries
from moderation.api import cases, reports, rumours
from moderation.services import close_settled_cases, filing, reopen_for_review


def register(app: Flask) -> None:
    """Bring moderation into the house."""
    for blueprint in (reports.blueprint, cases.blueprint, rumours.blueprint):
        core_api.register(app, blueprint)
    labels_of.answer(app, queries.labels_of)
    outbox.every(app, timedelta(minutes=10), reopen_for_review)
    outbox.every(app, timedelta(hours=6), close_settled_cases)
    health.add_check(app, "case files", filing.examine)
