"""People: profiles, the directory, skills, and who follows or blocks whom."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.hooks import account_opened
from app.accounts.settings import Tab, add_tab
from app.core import api as interface
from app.core import frame, outbox
from app.core.sweeping import referred_to
from app.people import views
from app.people.api import api as operations
from app.people.queries import photos_in_use
from app.people.services import attempts, open_profile


def register(app: Flask) -> None:
    """Bring profiles and the directory into the house."""
    account_opened.answer(app, open_profile)
    referred_to.answer(app, photos_in_use)
    app.register_blueprint(views.people)
    app.register_blueprint(views.editing.own)
    interface.register(app, operations)
    add_tab(app, Tab(_l("Profile"), "own_profile.edit_own_profile", 10))
    outbox.every(app, attempts.EVERY, attempts.forget_old_attempts)
    frame.add_entry(app, frame.Entry(_l("Directory"), "people.show_directory", "users-round", order=30))
