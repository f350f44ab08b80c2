"""What notifications hear of the chat: whoever does not read a message for a while is told that it waits."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from flask import Flask

from app.chat.events import MessageReminderDue, MessageSent, ScheduledMessageRefused
from app.chat.models import Message
from app.chat.queries import get_message_item, who_has_not_read
from app.core import clock
from app.core.db import session
from app.core.events import on
from app.core.outbox import Later
from app.notifications import rules
from app.notifications.services import News, tell

A_WHILE = timedelta(minutes=3)
"""Who has the conversation open needs no push; nor does who opens it meanwhile."""


def register(app: Flask) -> None:
    """Listen to the chat."""
    on(app, MessageSent, tell_of_message)
    on(app, MessageReminderDue, remind_of_message)
    on(app, ScheduledMessageRefused, tell_of_refused_message)


def tell_of_message(fact: MessageSent) -> None:
    """Tell those who have not read a message by then, once for all that waits, as long as the first of it stands."""
    message = session.get(Message, fact.message_id)
    if message is None or message.is_gone:
        return
    due_at = message.at + A_WHILE
    if clock.now() < due_at:
        raise Later(due_at)
    together: dict[int, list[UUID]] = defaultdict(list)
    for person_id, first in who_has_not_read(message).items():
        together[first].append(person_id)
    for first, people in together.items():
        news = News(
            key=f"message:{message.conversation_id}:{first}",
            url=f"/messages/{message.conversation_id}{'' if message.is_in_log else f'?at={first}#m-{first}'}",
            actor_id=message.author_id,
            message_id=message.id,
        )
        tell(rules.of_message(message.author_id, unread_by=people), news)


def remind_of_message(fact: MessageReminderDue) -> None:
    """Tell somebody of a message again, as they wished; who wrote it tells nothing, so muting them does not matter."""
    message = get_message_item(fact.message_id)
    if message is None:
        return
    news = News(
        key=f"reminder:{message.id}:{fact.due_at.isoformat()}",
        url=message.url,
        message_id=message.id,
        subject=message.author.name,
    )
    tell(rules.of_wished_reminder(fact.person_id), news)


def tell_of_refused_message(fact: ScheduledMessageRefused) -> None:
    """Tell the author of a scheduled message that it could not be sent; they keep it, with the reason."""
    key = f"unsent:{fact.scheduled_id}:{fact.at.isoformat()}"
    tell(rules.of_refused_message(fact.person_id), News(key, "/messages/scheduled"))
