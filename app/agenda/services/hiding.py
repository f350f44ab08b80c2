"""Hiding an event from everybody but who planned it, as moderation decided, and showing it again."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.policy import can_hide
from app.agenda.events import EventHidden, EventRestored
from app.agenda.models import Event
from app.agenda.services.seating import show_anew
from app.core import clock
from app.core.db import hold
from app.core.errors import demand
from app.core.events import command, record


@command
def hide_event(event: Event, *, actor: Person) -> None:
    """Hide an event from everybody but who planned it; answers are kept. Repeating changes nothing. Moderation only."""
    demand(can_hide(actor))
    hold(event)
    if event.hidden_at is None:
        event.hidden_at = clock.now()
        show_anew(event)
        record(EventHidden(event.id))


@command
def restore_event(event: Event, *, actor: Person) -> None:
    """Show a hidden event again; repeating changes nothing. Moderation only."""
    demand(can_hide(actor))
    hold(event)
    if event.hidden_at is not None:
        event.hidden_at = None
        show_anew(event)
        record(EventRestored(event.id))
