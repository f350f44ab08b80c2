"""Messages that were marked: on top of a conversation, or kept by somebody for themselves."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, MessageBookmark, MessagePin
from app.chat.policy import STANDING, said_to
from app.chat.queries.items import MessageItem, items_by_id, items_of, message_rows
from app.core.paging import Page, paginate


def list_pins(conversation: Conversation, *, viewer: Person) -> list[MessageItem]:
    """What stands on top of a conversation of the viewer's, the newest pin first."""
    pinned = message_rows().where(MessagePin.conversation_id == conversation.id, said_to(viewer), *STANDING)
    return items_of(pinned.order_by(MessagePin.at.desc(), Message.id.desc()), viewer)


def list_bookmarks(viewer: Person, *, limit: int, cursor: str | None = None) -> Page[MessageItem]:
    """What the viewer keeps and may still read, what they kept last first."""
    kept = (
        select(MessageBookmark)
        .join(Message, Message.id == MessageBookmark.message_id)
        .where(MessageBookmark.person_id == viewer.id, said_to(viewer), *STANDING)
    )
    page = paginate(kept, by=(MessageBookmark.at, MessageBookmark.message_id), limit=limit, cursor=cursor)
    items = items_by_id([mark.message_id for mark in page.items])
    return Page([items[mark.message_id] for mark in page.items], page.next)
