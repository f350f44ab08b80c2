"""What tests ask of calls of everybody."""

from __future__ import annotations

from app.accounts.models import Person
from app.chat.models import Conversation, Message
from app.chat.queries import get_conversation_item, get_message_item
from app.core.db import session
from app.groups.models import Group


def calls(message: Message) -> bool:
    """Whether a message calls everybody."""
    item = get_message_item(message.id)
    return item is not None and item.mentions_all


def mentions_of(conversation: Conversation, *people: Person) -> list[int]:
    """How many messages that wait there mention each of these people."""
    return [get_conversation_item(conversation, viewer=person).unread_mentions for person in people]


def group_of(room: Conversation) -> Group:
    """The group whose room it is."""
    return session.get_one(Group, room.group_id)
