"""Realtime: Socket.IO connections, rooms, broadcasts and their revocation."""

from __future__ import annotations

from flask import Flask

from app.chat.hooks import people_here
from app.core.commandline import alongside
from app.core.relay import missed_facts
from realtime import connections, conversations, crowding, feed, notifications, presence, revocation, views
from realtime.sockets import Sockets


def register(app: Flask) -> None:
    """Bring sockets into the house."""
    sockets = Sockets(app)
    connections.register(sockets)
    views.register(sockets)
    for part in (conversations, crowding, feed, notifications, presence, revocation):
        part.register(app)
    people_here.answer(app, presence.who_is_here)
    missed_facts.answer(app, revocation.begin_anew)
    alongside.answer(app, revocation.begin_to_watch)
