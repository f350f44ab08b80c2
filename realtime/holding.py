"""Holding a conversation's room to those who may hear it at this moment, before anything is told there."""

from __future__ import annotations

from uuid import UUID

from app.chat.queries import listener_ids, listeners_mark
from realtime.sockets import room_of, sockets


def held(conversation_id: UUID) -> str:
    """The conversation's room, without whoever has lost the right to be in it."""
    room = room_of("conversation", conversation_id)
    sockets().hold_to(room, listeners_mark(conversation_id), lambda: listener_ids(conversation_id))
    return room
