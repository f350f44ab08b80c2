"""Accounts: who may enter, and as what."""

from __future__ import annotations

from flask import Flask

from app.accounts import signin


def register(app: Flask) -> None:
    """Bring sign-in, sessions and tokens into the house."""
    signin.init_app(app)
