"""Parts: what a message carries beside its words and files, as its readers see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.chat.events import MessageRedrawn
from app.chat.models import Message
from app.core.events import record


def show_part(message: Message, name: str, part: Mapping[str, Any] | None) -> bool:
    """Put what readers see of a part into a message that the command holds, or take it out (None).

    Says whether that changed anything; only then is the message drawn anew.
    """
    if message.parts.get(name) == part:
        return False
    others = {other: seen for other, seen in message.parts.items() if other != name}
    message.parts = others if part is None else others | {name: part}
    return True


def tell_redrawn(message: Message) -> None:
    """Record that a message is to be drawn anew."""
    record(MessageRedrawn(message.id, message.conversation_id))
