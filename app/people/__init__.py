"""People: profiles, the directory, skills, and who follows or blocks whom."""

from __future__ import annotations

from flask import Flask

from app.accounts.hooks import account_opened
from app.accounts.models import Person
from app.core import api as interface
from app.core import frame
from app.core.db import session
from app.people.api import api as operations
from app.people.models import Profile
from app.people.services import open_profile
from app.people.summaries import photo_url


def register(app: Flask) -> None:
    """Bring profiles and the directory into the house."""
    account_opened.answer(app, open_profile)
    frame.photo_url_of.answer(app, _photo_url)
    interface.register(app, operations)


def _photo_url(person: Person) -> str | None:
    profile = session.get(Profile, person.id)
    return photo_url(person.id, profile.photo) if profile else None
