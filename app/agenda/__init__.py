"""The agenda: events of groups and of the house, who comes, and calendars."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.accounts.events import PersonDeactivated, RolesChanged
from app.agenda.listeners import free_seats_in_group, free_seats_of_person
from app.agenda.services import tell_near_events
from app.core import events, outbox
from app.groups.events import GroupChanged, MemberLeft


def register(app: Flask) -> None:
    """Bring the agenda into the house."""
    events.on(app, MemberLeft, free_seats_in_group)
    events.on(app, GroupChanged, free_seats_in_group)
    events.on(app, PersonDeactivated, free_seats_of_person)
    events.on(app, RolesChanged, free_seats_of_person)
    outbox.every(app, timedelta(minutes=10), tell_near_events)
