"""Where in a conversation a page stands: at its end, around a message, before or after one; and the way to a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import get_timezone
from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat.forms import parse_seq
from app.chat.models import Conversation, Message
from app.chat.queries import MessageItem, list_messages
from app.core.db import session

SHOWN = 50


@dataclass(frozen=True)
class Stretch:
    """Some messages that follow each other, and from which numbers it goes on in each direction, if at all."""

    items: list[MessageItem]
    older: int | None
    newer: int | None


def find_stretch(conversation: Conversation, wanted: Mapping[str, str], *, viewer: Person) -> Stretch:
    """The messages before or after a number, around it (`at`), or else the latest."""
    before, after, at = (parse_seq(wanted.get(name)) for name in ("before", "after", "at"))
    if at is not None:
        earlier = list_messages(conversation, viewer=viewer, before=at, limit=SHOWN // 2)
        later = list_messages(conversation, viewer=viewer, after=at - 1, limit=SHOWN // 2)
        items, has_older = [*earlier.items, *later.items], earlier.next is not None
    else:
        page = list_messages(conversation, viewer=viewer, before=before, after=after, limit=SHOWN)
        items = list(page.items)
        has_older = page.next is not None if after is None else bool(items) and items[0].seq > 1
    if not items:
        return Stretch([], None, None)
    last = items[-1].seq
    return Stretch(items, items[0].seq if has_older else None, last if last < conversation.last_seq else None)


def find_day(conversation: Conversation, day: date) -> int:
    """The number of the first message of a day as the reader's clock has it, or of the first one after it."""
    begins = datetime.combine(day, time(), tzinfo=ZoneInfo(str(get_timezone()))).astimezone(UTC)
    found = select(func.min(Message.seq)).where(Message.conversation_id == conversation.id, Message.at >= begins)
    return session.scalar(found) or conversation.last_seq
