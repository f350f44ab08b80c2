"""Notifications: who should be told what, and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.hooks import me_parts
from app.accounts.models import Person
from app.accounts.settings import Tab, add_tab
from app.core import outbox
from app.core.api import register as register_api
from app.core.frame import quiet_hours, unread_notifications
from app.notifications import agenda, api, listeners, messages, posts, views
from app.notifications.hours import who_is_off
from app.notifications.queries import ATTENTION, UNREAD, count_unread, find_return, glimpse_attention
from app.notifications.services import forget_old_mutes
from app.notifications.wording import absence_in_words, quiet_in_words
from app.people.hooks import Act, Remark, acts_towards, remarks_on
from app.presence.hooks import off_hours


def register(app: Flask) -> None:
    """Bring notifications into the house."""
    app.register_blueprint(views.notifications)
    register_api(app, api.blueprint)
    listeners.register(app)
    agenda.register(app)
    messages.register(app)
    posts.register(app)
    for glimpse in (UNREAD, ATTENTION):
        glimpse.bring(app)
    unread_notifications.answer(app, UNREAD.of)
    quiet_hours.answer(app, lambda viewer: quiet_in_words(glimpse_attention(viewer)))
    me_parts.answer(app, _unread)
    acts_towards.answer(app, _acts)
    remarks_on.answer(app, _absence)
    off_hours.answer(app, who_is_off)
    outbox.every(app, timedelta(days=1), forget_old_mutes)
    add_tab(app, Tab(_l("Notifications"), "notifications.settings", 25))


def _absence(viewer: Person, person: Person) -> Remark | None:
    """Until when a colleague is away; a guest does not know the house's days."""
    last_day = find_return(person) if not viewer.is_guest or viewer.id == person.id else None
    return Remark(absence_in_words(last_day)) if last_day else None


def _acts(viewer: Person, person: Person) -> list[Act]:
    if viewer.id == person.id:
        return []
    return [Act(_l("Mute"), f"/notifications/mutes/new/person/{person.id}", "bell-off")]


def _unread(person: Person) -> dict[str, object]:
    return {"unread": {"notifications": count_unread(person)}}
