"""People: profiles, the directory, skills, and who follows or blocks whom."""

from __future__ import annotations

from flask import Flask

from app.accounts.hooks import account_opened
from app.core import api as interface
from app.people.api import api as operations
from app.people.services import open_profile


def register(app: Flask) -> None:
    """Bring profiles and the directory into the house."""
    account_opened.answer(app, open_profile)
    interface.register(app, operations)
