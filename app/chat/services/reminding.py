"""Reminding: messages that people want to be told of again, each for themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import MessageReminderDue
from app.chat.models import Message, MessageReminder
from app.chat.services.holding import hold
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict
from app.core.events import command, record
from app.core.scheduled import checked_moment

REMIND_EVERY = timedelta(seconds=15)
MOST_REMINDERS = 200


@command
def set_reminder(message: Message, *, due_at: datetime, actor: Person) -> None:
    """Want to be told of a message again at a moment to come, within a year; another wish takes the place of the first.

    Nobody else is told. Raises Invalid for another moment, Conflict for a deleted message and where two hundred wait.
    """
    hold(message.conversation_id, actor)
    policy.demand_standing(message)
    moment = checked_moment(due_at, field="due_at")
    reminder = session.get(MessageReminder, (actor.id, message.id))
    if reminder is not None:
        reminder.due_at, reminder.told_at = moment, None
        return
    wanted = select(func.count()).where(MessageReminder.person_id == actor.id)
    if (session.scalar(wanted) or 0) >= MOST_REMINDERS:
        raise Conflict(_("At most %(most)d reminders can wait at once.", most=MOST_REMINDERS))
    session.add(MessageReminder(person_id=actor.id, message_id=message.id, due_at=moment))


@command
def end_reminder(message: Message, *, actor: Person) -> None:
    """Want to be told no more, or have done what it was about; where nothing is wanted, nothing changes."""
    reminder = session.get(MessageReminder, (actor.id, message.id))
    if reminder is not None:
        session.delete(reminder)


def remind_due() -> None:
    """Remind everybody whose time has come; repeating does no harm."""
    due = select(MessageReminder.person_id, MessageReminder.message_id).where(
        MessageReminder.told_at.is_(None), MessageReminder.due_at <= clock.now()
    )
    for person_id, message_id in session.execute(due.order_by(MessageReminder.due_at)).all():
        _remind(person_id, message_id)


@command
def _remind(person_id: UUID, message_id: UUID) -> None:
    """Tell it once; of what the person may no longer read, nothing is told and nothing stays."""
    mine = (MessageReminder.person_id == person_id, MessageReminder.message_id == message_id)
    wanted = select(MessageReminder).where(*mine).with_for_update(of=MessageReminder)
    reminder = session.scalar(wanted, execution_options={"populate_existing": True})
    if reminder is None or reminder.told_at is not None or reminder.due_at > clock.now():
        return
    readable = policy.messages_of(session.get_one(Person, person_id)).where(Message.id == message_id)
    if session.scalar(readable) is None:
        session.delete(reminder)
        return
    reminder.told_at = clock.now()
    record(MessageReminderDue(message_id, person_id, reminder.due_at))
