"""Saying something in a conversation."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person
from app.chat.models import Conversation, Message
from app.chat.services import send_message
from app.core.ids import new_id


def say(conversation: Conversation, actor: Person, text: str = "Hello", **more: Any) -> Message:
    """Send a message under an identifier of its own."""
    return send_message(conversation, body=text, client_id=str(new_id()), actor=actor, **more)
