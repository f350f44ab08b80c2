"""The agenda's pages: its modules bring their routes to one blueprint."""

from app.agenda.views import addresses, calendars, events, lists
from app.agenda.views.blueprint import agenda

__all__ = ["addresses", "agenda", "calendars", "events", "lists"]
