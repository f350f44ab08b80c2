"""Drafts: what people have begun to write, kept for themselves alone, from one of their devices to the next."""

from __future__ import annotations

from flask import Flask

from app.core import outbox
from app.core.api import register as register_api
from app.core.frame import newest_draft
from app.drafts import api, services, views
from app.drafts.queries import NEWEST


def register(app: Flask) -> None:
    """Bring drafts into the house."""
    app.register_blueprint(views.drafts)
    register_api(app, api.blueprint)
    NEWEST.bring(app)
    newest_draft.answer(app, NEWEST.of)
    outbox.every(app, services.EVERY, services.forget_past)
