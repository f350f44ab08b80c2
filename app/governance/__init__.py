"""Governance: the rules of the house, and who has agreed to them."""

from __future__ import annotations

from flask import Flask

from app.accounts.hooks import arrival, me_parts
from app.core import api as interface
from app.core.commandline import prepared
from app.core.events import on_live
from app.governance import queries, services, views
from app.governance.api import api as operations
from app.governance.events import CodePublished


def register(app: Flask) -> None:
    """Bring the code of conduct into the house."""
    app.register_blueprint(views.governance)
    interface.register(app, operations)
    prepared.answer(app, services.ensure_code)
    me_parts.answer(app, queries.part_of_me)
    arrival.answer(app, views.must_read_first)
    on_live(app, CodePublished, queries.forget_version)
