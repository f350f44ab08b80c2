"""The topics of a room, as its members see them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, select

from app.accounts.models import Person
from app.accounts.prepared import Statement, any_viewer
from app.chat.models import Conversation, Kind, Message, Participant
from app.chat.policy import said_to, visible_to
from app.chat.queries.conversations import ConversationItem, items_of_rows, rows_of
from app.chat.queries.items import MessageItem, items_of, message_rows
from app.chat.queries.messages import with_words
from app.chat.queries.unread import calls_for
from app.core import clock
from app.core.db import session
from app.core.paging import Page, paginate
from app.core.prepared import MANY, prepared

MOST_CALLING = 50


def list_topics(
    room: Conversation, *, viewer: Person, limit: int, cursor: str | None = None, closed: bool = False
) -> Page[ConversationItem]:
    """The open topics of a room, the one in which something was said last first; or those that were closed."""
    state = Conversation.closed_at.is_not(None) if closed else Conversation.closed_at.is_(None)
    rows = rows_of(viewer).where(Conversation.room_id == room.id, state)
    page = paginate(rows, by=(Conversation.last_at, Conversation.id), limit=limit, cursor=cursor, scalars=False)
    return Page(items_of_rows(page.items, viewer), page.next)


def topics_calling_for(viewer: Person) -> list[UUID]:
    """The topics in which something waits for the viewer, some of them where there are very many."""
    return [
        found for (found,) in prepared(_topics_calling).all(viewer_id=viewer.id, now=clock.now(), many=MOST_CALLING)
    ]


def _topics_calling() -> Statement:
    viewer = any_viewer()
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    topics = select(Conversation.id).outerjoin(Participant, own).where(Conversation.room_id.is_not(None))
    return topics.where(visible_to(viewer), calls_for(viewer)).limit(MANY)


def find_in_topics(room: Conversation, q: str, *, viewer: Person, limit: int) -> list[tuple[MessageItem, str]]:
    """The newest messages of a room's topics in which all these words stand, each with the name of its topic."""
    names = select(Conversation.id, Conversation.title).where(Conversation.room_id == room.id)
    titles = {topic_id: title for topic_id, title in session.execute(names)}  # noqa: C416 (rows are no pairs for a type checker)
    rows = message_rows().where(Message.conversation_id.in_(names.with_only_columns(Conversation.id)), said_to(viewer))
    found = items_of(with_words(rows, q).order_by(Message.at.desc(), Message.id.desc()).limit(limit), viewer)
    return [(item, titles[item.conversation_id]) for item in found]


def room_of(conversation: Conversation) -> Conversation | None:
    """The room to which a conversation belongs: of a topic its room, a room itself; None for what is between people."""
    if conversation.kind == Kind.TOPIC:
        return session.get_one(Conversation, conversation.room_id)
    return conversation if conversation.kind == Kind.ROOM else None
