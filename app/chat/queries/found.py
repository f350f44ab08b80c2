"""Messages that a search names: those of them that may be read now, with the conversations they stand in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from app.accounts.models import Person
from app.chat.models import Message
from app.chat.policy import STANDING, conversations_of
from app.chat.queries.conversations import name_conversations
from app.chat.queries.items import MessageItem, items_of, message_rows


@dataclass(frozen=True)
class Found:
    """A message and what the viewer calls its conversation."""

    message: MessageItem
    place: str


def list_found(message_ids: Collection[UUID], *, viewer: Person) -> list[Found]:
    """Those of the messages that the viewer may read at this moment, in no order."""
    own = Message.conversation_id.in_(conversations_of(viewer))
    items = items_of(message_rows().where(Message.id.in_(message_ids), own, *STANDING), viewer)
    names = name_conversations({item.conversation_id for item in items}, viewer=viewer)
    return [Found(item, names[item.conversation_id]) for item in items]
