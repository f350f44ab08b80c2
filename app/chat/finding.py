"""Where in a conversation a page stands: at its end, around a message, before or after one; and the way to a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from flask_babel import get_timezone
from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Person
from app.chat.forms import parse_number
from app.chat.models import IN_LOG, Conversation, Message
from app.chat.policy import said_to
from app.chat.queries import MessageItem, list_messages
from app.core.db import session

SHOWN = 50


@dataclass(frozen=True)
class Stretch:
    """Some messages that follow each other, and from which numbers it goes on in each direction, if at all."""

    items: list[MessageItem]
    older: int | None
    newer: int | None
    at: int | None = None
    """The message around which they stand, if they do."""


def find_stretch(
    conversation: Conversation, wanted: Mapping[str, str], *, viewer: Person, only: ColumnElement[bool] = IN_LOG
) -> Stretch:
    """The messages before or after a number, around it (`at`), or else the latest: of the log, or `only` others."""
    before, after, at = (parse_number(wanted.get(name)) for name in ("before", "after", "at"))
    read = partial(list_messages, conversation, viewer=viewer, only=only)
    if at is not None:
        earlier, later = read(before=at, limit=SHOWN // 2), read(after=at - 1, limit=SHOWN // 2)
        items, has_older, has_newer = [*earlier.items, *later.items], bool(earlier.next), bool(later.next)
    elif after is not None:
        page = read(after=after, limit=SHOWN)
        items, has_newer = list(page.items), bool(page.next)
        has_older = bool(items) and items[0].seq > 1
    else:
        page = read(before=before, limit=SHOWN)
        items, has_older, has_newer = list(page.items), bool(page.next), before is not None
    if not items:
        return Stretch([], None, None)
    return Stretch(items, items[0].seq if has_older else None, items[-1].seq if has_newer else None, at)


def find_first_unread(conversation: Conversation, *, read: int) -> int:
    """The number of the first message of the log after one up to which all was read."""
    found = select(func.min(Message.seq)).where(Message.conversation_id == conversation.id, Message.seq > read, IN_LOG)
    return session.scalar(found) or read + 1


def find_day(conversation: Conversation, day: date, *, viewer: Person) -> int:
    """The number of the first message of a day as the reader's clock has it, or of the first one after it."""
    begins = datetime.combine(day, time(), tzinfo=ZoneInfo(str(get_timezone()))).astimezone(UTC)
    found = select(func.min(Message.seq)).where(
        Message.conversation_id == conversation.id, Message.at >= begins, IN_LOG, said_to(viewer)
    )
    return session.scalar(found) or conversation.last_seq
