"""What is the viewer's own about one message: what they said to it, chose in its poll and keep, and their thread."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from app.accounts.models import Person
from app.accounts.prepared import Statement
from app.chat.models import MessageBookmark, MessageReaction
from app.chat.queries.answers import summarise_threads
from app.chat.queries.items import MessageItem
from app.chat.queries.polls import seen_parts
from app.core.db import Identifier, session
from app.core.prepared import prepared

_THIS_MESSAGE: BindParameter[UUID] = bindparam("message_id", type_=Identifier())
_VIEWER: BindParameter[UUID] = bindparam("viewer_id", type_=Identifier())


def with_own(item: MessageItem, viewer: Person) -> MessageItem:
    """A message with what is the viewer's own about it."""
    if item.thread is not None:
        item = replace(item, thread=summarise_threads([item.id], viewer).get(item.id))
    if item.deleted:
        return replace(item, my_reactions=(), bookmarked=False)
    reaction, is_kept = prepared(_own_about_one).all(message_id=item.id, viewer_id=viewer.id)[0]
    said = [reaction] if reaction else []
    return replace(
        item, my_reactions=said, bookmarked=is_kept, parts=seen_parts({item.id: item.parts}, viewer)[item.id]
    )


def own_reactions(message_id: UUID, person_id: UUID) -> list[str]:
    """What a person says to a message, which the caller has found that they may read."""
    own = MessageReaction.message_id == message_id, MessageReaction.person_id == person_id
    return list(session.scalars(select(MessageReaction.name).where(*own)))


def _own_about_one() -> Statement:
    own = MessageReaction.message_id == _THIS_MESSAGE, MessageReaction.person_id == _VIEWER
    kept = MessageBookmark.message_id == _THIS_MESSAGE, MessageBookmark.person_id == _VIEWER
    return select(
        select(MessageReaction.name).where(*own).scalar_subquery(),
        select(MessageBookmark.message_id).where(*kept).exists(),
    )
