"""Scheduled messages, for their author alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import Conversation, ScheduledMessage
from app.chat.queries.naming import name_conversations
from app.core.db import session
from app.core.errors import NotFound


@dataclass(frozen=True)
class ScheduledMessageItem:
    """A message that waits for its time, as its author sees it."""

    id: UUID
    conversation_id: UUID
    conversation: str | None
    """What the author calls the conversation; None where they take no part in it any more."""
    reply_to: UUID | None
    body: str
    html: str
    """How it will read; whom its handles call is judged when it is sent."""
    files: Sequence[Mapping[str, Any]]
    written_at: datetime
    scheduled_at: datetime | None
    refusal: str | None


def list_scheduled(author: Person, *, conversation: Conversation | None = None) -> list[ScheduledMessageItem]:
    """What the author has written for later: first what was refused and waits for them, then the first to come."""
    own = select(ScheduledMessage).where(ScheduledMessage.author_id == author.id)
    if conversation is not None:
        own = own.where(ScheduledMessage.conversation_id == conversation.id)
    first = (ScheduledMessage.scheduled_at.is_not(None), ScheduledMessage.scheduled_at, ScheduledMessage.id)
    waiting = session.scalars(own.order_by(*first)).all()
    names = name_conversations({each.conversation_id for each in waiting}, viewer=author)
    return [_item(each, names.get(each.conversation_id)) for each in waiting]


def get_scheduled(scheduled_id: UUID, *, author: Person) -> ScheduledMessage:
    """One of them; raises NotFound for one that is sent, gone or another's."""
    own = (ScheduledMessage.id == scheduled_id, ScheduledMessage.author_id == author.id)
    found = session.scalar(select(ScheduledMessage).where(*own))
    if found is None:
        raise NotFound
    return found


def get_scheduled_item(scheduled: ScheduledMessage, *, author: Person) -> ScheduledMessageItem:
    """The same as lists show it."""
    name = name_conversations({scheduled.conversation_id}, viewer=author).get(scheduled.conversation_id)
    return _item(scheduled, name)


def _item(scheduled: ScheduledMessage, name: str | None) -> ScheduledMessageItem:
    return ScheduledMessageItem(
        id=scheduled.id,
        conversation_id=scheduled.conversation_id,
        conversation=name,
        reply_to=scheduled.reply_to,
        body=scheduled.body,
        html=scheduled.html,
        files=scheduled.files,
        written_at=scheduled.written_at,
        scheduled_at=scheduled.scheduled_at,
        refusal=scheduled.refusal or None,
    )
