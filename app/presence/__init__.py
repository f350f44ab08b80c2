"""Presence: what people say of themselves for now, what others see of them, and what is not shown."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.models import Person
from app.accounts.settings import Tab, add_tab
from app.core import outbox
from app.core.api import register as register_api
from app.people.hooks import Remark, remarks_on
from app.presence import api, services, wording
from app.presence.queries import status_for
from app.presence.views import presence


def register(app: Flask) -> None:
    """Bring presence into the house."""
    app.register_blueprint(presence)
    register_api(app, api.blueprint)
    remarks_on.answer(app, _status)
    outbox.every(app, services.EVERY, services.forget_past)
    app.add_template_filter(wording.seen_in_words, "seen_in_words")
    app.add_template_filter(wording.state_in_words, "state_in_words")
    add_tab(app, Tab(_l("Presence"), "presence.show", 22))


def _status(viewer: Person, person: Person) -> Remark | None:
    """What a colleague says of themselves, for who may see their profile."""
    status = status_for(viewer, person)
    return Remark(wording.status_in_words(status), status.icon or "message-circle") if status else None
