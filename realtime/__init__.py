"""Realtime: Socket.IO connections, rooms, broadcasts and their revocation."""

from __future__ import annotations

from flask import Flask

from app.core.commandline import alongside
from app.core.relay import missed_facts
from app.presence.hooks import wake_of
from realtime import connections, conversations, crowding, drafts, feed, notifications, presence, revocation, views
from realtime.sockets import Sockets


def register(app: Flask) -> None:
    """Bring sockets into the house."""
    sockets = Sockets(app)
    connections.register(sockets)
    views.register(sockets)
    for part in (conversations, crowding, drafts, feed, notifications, presence, revocation):
        part.register(app)
    wake_of.answer(app, presence.wake_of)
    missed_facts.answer(app, revocation.begin_anew)
    alongside.answer(app, revocation.begin_to_watch)
