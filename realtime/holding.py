"""Holding a conversation's room of sockets to those who may hear it at this moment, before anything is told there."""

from __future__ import annotations

from uuid import UUID

from app.chat.queries import carrier_of, listener_ids, listeners_mark
from realtime.sockets import MOST_HELD, room_of, sockets


def carrier(conversation_id: UUID) -> UUID:
    """With what a conversation is told: a topic with its room, so that no socket enters a room of sockets for each.

    It never changes, and is asked of the database once.
    """
    carriers = sockets().carriers
    found = carriers.get(conversation_id)
    if found is None:
        if len(carriers) >= MOST_HELD:
            carriers.clear()
        found = carriers[conversation_id] = carrier_of(conversation_id)
    return found


def held(conversation_id: UUID, mark: str | None = None) -> str:
    """The room of sockets in which a conversation is told, without whoever has lost the right to be in it.

    The mark of its listeners is read, unless it was along with what is told.
    """
    told_with = carrier(conversation_id)
    room = room_of("conversation", told_with)
    found = listeners_mark(told_with) if mark is None else mark
    sockets().hold_to(room, found, lambda: listener_ids(told_with))
    return room
