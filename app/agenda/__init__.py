"""The agenda: events of groups and of the house, who comes, and calendars."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext

from app.accounts import settings
from app.accounts.events import PersonDeactivated, RolesChanged
from app.agenda import api as rest
from app.agenda import queries
from app.agenda.beside import NEXT_EVENTS, NEXT_IN_GROUP, show_beside_group, show_beside_home
from app.agenda.drafting import DRAFTED
from app.agenda.listeners import free_seats_in_group, free_seats_of_person
from app.agenda.services import tell_near_events
from app.agenda.views import agenda
from app.agenda.wording import when
from app.core import events, frame, outbox
from app.core.api import register as register_api
from app.groups.events import GroupChanged, MemberLeft
from app.groups.hooks import beside, hidden_among, mark_beside
from app.groups.tabs import Tab, add_tab


def register(app: Flask) -> None:
    """Bring the agenda into the house."""
    app.register_blueprint(agenda)
    register_api(app, rest.api)
    app.add_template_filter(when, "event_when")
    frame.add_entry(
        app, frame.Entry(lazy_gettext("Events"), "agenda.index", "calendar-days", order=25, also=("/events",))
    )
    add_tab(app, Tab(lazy_gettext("Events"), "agenda.group_agenda", order=30))
    settings.add_tab(app, settings.Tab(lazy_gettext("Calendars"), "agenda.show_addresses", order=25))
    beside.answer(app, show_beside_group)
    hidden_among.answer(app, queries.hidden_among)
    frame.beside_home.answer(app, show_beside_home)
    NEXT_EVENTS.bring(app)
    mark_beside.answer(app, lambda: NEXT_IN_GROUP)
    events.on(app, MemberLeft, free_seats_in_group)
    events.on(app, GroupChanged, free_seats_in_group)
    events.on(app, PersonDeactivated, free_seats_of_person)
    events.on(app, RolesChanged, free_seats_of_person)
    for place in DRAFTED:
        place.bring(app)
    outbox.every(app, timedelta(minutes=10), tell_near_events)
