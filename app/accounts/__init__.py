"""Accounts: who may enter, and as what."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts import glimpses, signin, views
from app.accounts.api import api as operations
from app.accounts.policy import can_administer
from app.accounts.services.passwords import send_reset_link
from app.accounts.settings import Tab, add_tab
from app.core import api as interface
from app.core import frame, outbox


def register(app: Flask) -> None:
    """Bring sign-in, sessions and tokens into the house."""
    signin.init_app(app)
    app.register_blueprint(views.accounts)
    app.register_blueprint(views.administration)
    interface.register(app, operations)
    outbox.add_job(app, send_reset_link)
    frame.mark_of.answer(app, glimpses.mark_of_viewer)
    add_tab(app, Tab(_l("Language and time"), "accounts.show_preferences", 20))
    add_tab(app, Tab(_l("Security"), "accounts.show_security", 30))
    add_tab(app, Tab(_l("Keys"), "accounts.show_keys", 90))
    frame.add_entry(
        app,
        frame.Entry(
            _l("Accounts"),
            "account_administration.list_accounts",
            "user-cog",
            order=80,
            section=frame.Section.HOUSE,
            visible=can_administer,
        ),
    )
