"""Accounts: who may enter, and as what."""

from __future__ import annotations

from flask import Flask

from app.accounts import signin, views
from app.accounts.api import api as operations
from app.core import api as interface


def register(app: Flask) -> None:
    """Bring sign-in, sessions and tokens into the house."""
    signin.init_app(app)
    app.register_blueprint(views.accounts)
    interface.register(app, operations)
