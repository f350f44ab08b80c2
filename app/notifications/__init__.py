"""Notifications: who should be told what, and what waits for whom."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.hooks import me_parts
from app.accounts.models import Person
from app.accounts.settings import Tab, add_tab
from app.core.api import register as register_api
from app.core.frame import unread_notifications
from app.notifications import api, listeners, views
from app.notifications.queries import count_unread


def register(app: Flask) -> None:
    """Bring notifications into the house."""
    app.register_blueprint(views.notifications)
    register_api(app, api.blueprint)
    listeners.register(app)
    unread_notifications.answer(app, count_unread)
    me_parts.answer(app, _unread)
    add_tab(app, Tab(_l("Notifications"), "notifications.settings", 25))


def _unread(person: Person) -> dict[str, object]:
    return {"unread": {"notifications": count_unread(person)}}
