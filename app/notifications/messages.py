"""What notifications hear of the chat: whoever does not read a message for a while is told that it waits."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from flask import Flask

from app.chat.events import MessageAddressed, MessageReminderDue, ScheduledMessageRefused
from app.chat.models import Message, address_of
from app.chat.queries import get_message_item, name_of, who_has_not_read, who_is_called, who_is_mentioned, who_was_added
from app.core import clock
from app.core.db import session
from app.core.events import on
from app.core.outbox import Later
from app.notifications import rules
from app.notifications.kinds import Kind
from app.notifications.services import News, tell

A_WHILE = timedelta(minutes=3)
"""Who has the conversation open needs no push; nor does who opens it meanwhile."""
SOON = timedelta(seconds=30)
"""Whoever is mentioned is wanted, and waits only as long as it takes to read what one sees anyway."""


def register(app: Flask) -> None:
    """Listen to the chat."""
    on(app, MessageAddressed, tell_of_message)
    on(app, MessageReminderDue, remind_of_message)
    on(app, ScheduledMessageRefused, tell_of_refused_message)


def tell_of_message(fact: MessageAddressed) -> None:
    """Tell those whom a message mentions and who have not read it soon, and then the others whom it waits for; of a
    line that says who was added, those who were.

    The others once for all that waits, as long as the first of it stands.
    """
    message = session.get(Message, fact.message_id)
    if message is None or message.is_gone:
        return
    if message.act is not None:
        _tell_comers(message)
        return
    mentioned, called = who_is_mentioned(message), who_is_called(message)
    if mentioned or called:
        _wait(message, SOON)
        _tell_named(message, rules.of_message(message.author_id, unread_by=(), mentioned=mentioned, called=called))
    first = who_has_not_read(message)
    told = rules.of_message(message.author_id, unread_by=first, mentioned=mentioned, called=called)
    others = [person_id for person_id, kind in told.items() if kind is Kind.MESSAGE]
    if others:
        _wait(message, A_WHILE)
        _tell_waiting(message, {person_id: first[person_id] for person_id in others})


def _tell_comers(line: Message) -> None:
    place = name_of(line.conversation_id)
    news = News(f"brought:{line.id}", line.url, actor_id=line.author_id, message_id=line.id, subject=place)
    tell(rules.of_bringing_in(line.author_id, who_was_added(line)), news)


def _wait(message: Message, how_long: timedelta) -> None:
    due_at = message.at + how_long
    if clock.now() < due_at:
        raise Later(due_at)


def _tell_named(message: Message, told: rules.Told) -> None:
    news = News(
        key=f"mention:{message.id}",
        url=message.url,
        actor_id=message.author_id,
        message_id=message.id,
        subject=name_of(message.conversation_id),
    )
    tell(told, news)


def _tell_waiting(message: Message, first: dict[UUID, int]) -> None:
    conversation = f"/messages/{message.conversation_id}"
    together: dict[int, list[UUID]] = defaultdict(list)
    for person_id, seq in first.items():
        together[seq].append(person_id)
    for seq, people in together.items():
        news = News(
            key=f"message:{message.conversation_id}:{seq}",
            url=conversation if message.is_in_log else address_of(message.conversation_id, seq),
            actor_id=message.author_id,
            message_id=message.id,
        )
        tell(dict.fromkeys(people, Kind.MESSAGE), news)


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
