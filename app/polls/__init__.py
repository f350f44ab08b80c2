"""Polls: what posts and messages let their readers choose from, each one's vote once, and the result."""

from __future__ import annotations

from flask import Flask

from app.core import api as interface
from app.polls import views
from app.polls.api import api as operations


def register(app: Flask) -> None:
    """Bring polls into the house."""
    app.register_blueprint(views.polls)
    interface.register(app, operations)
