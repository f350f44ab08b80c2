"""Messages of which somebody wants to be reminded, for them alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import MessageReminder
from app.chat.policy import messages_of
from app.chat.queries.items import MessageItem, items_by_id
from app.core.db import session
from app.core.paging import Page, paginate


@dataclass(frozen=True)
class MessageReminderItem:
    """A message with when its reader wants to be told of it again, or was (`told_at`)."""

    message: MessageItem
    due_at: datetime
    told_at: datetime | None


def list_reminders(viewer: Person, *, limit: int, cursor: str | None = None) -> Page[MessageReminderItem]:
    """What the viewer wants to be reminded of and may still read, what comes first before the rest."""
    wanted = select(MessageReminder).where(
        MessageReminder.person_id == viewer.id, MessageReminder.message_id.in_(messages_of(viewer))
    )
    order = (MessageReminder.due_at, MessageReminder.message_id)
    page = paginate(wanted, by=order, limit=limit, cursor=cursor, descending=False)
    messages = items_by_id([each.message_id for each in page.items])
    items = [MessageReminderItem(messages[each.message_id], each.due_at, each.told_at) for each in page.items]
    return Page(items, page.next)


def find_reminder(message: MessageItem, *, viewer: Person) -> MessageReminder | None:
    """The viewer's own for a message that they were found to read, if they want one."""
    return session.get(MessageReminder, (viewer.id, message.id))
