"""The topics of a room, as its members see them."""

from __future__ import annotations

from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat.models import Conversation, Kind
from app.chat.queries.conversations import ConversationItem, items_of_rows, rows_of
from app.core.db import session
from app.core.paging import Page, paginate


def list_topics(
    room: Conversation, *, viewer: Person, limit: int, cursor: str | None = None, closed: bool = False
) -> Page[ConversationItem]:
    """The open topics of a room, the one in which something was said last first; or those that were closed."""
    state = Conversation.closed_at.is_not(None) if closed else Conversation.closed_at.is_(None)
    rows = rows_of(viewer).where(Conversation.room_id == room.id, state)
    page = paginate(rows, by=(Conversation.last_at, Conversation.id), limit=limit, cursor=cursor, scalars=False)
    return Page(items_of_rows(page.items, viewer), page.next)


def count_open_topics(room: Conversation) -> int:
    """How many topics of a room are open."""
    open_ones = Conversation.room_id == room.id, Conversation.closed_at.is_(None)
    return session.scalar(select(func.count()).select_from(Conversation).where(*open_ones)) or 0


def room_of(conversation: Conversation) -> Conversation | None:
    """The room to which a conversation belongs: of a topic its room, a room itself; None for what is between people."""
    if conversation.kind == Kind.TOPIC:
        return session.get_one(Conversation, conversation.room_id)
    return conversation if conversation.kind == Kind.ROOM else None
