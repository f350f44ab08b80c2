"""A message as everybody who hears of it is told it, and who they are: read together, by one statement made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, exists, func
from sqlalchemy.orm import aliased

from app.accounts.prepared import Statement, mark_of
from app.chat.models import Conversation, Message, MessageReaction
from app.chat.queries.answers import summarise_threads
from app.chat.queries.items import MessageItem, acts_of, item_of, mentions_in, message_rows
from app.chat.queries.listening import listeners_of, newcomers_of
from app.chat.queries.reactions import reactions_to_one
from app.core.db import Identifier
from app.core.prepared import prepared
from app.core.remembering import remembered

_THIS_MESSAGE: BindParameter[UUID] = bindparam("message_id", type_=Identifier())
_Place = aliased(Conversation)


@dataclass(frozen=True)
class Told:
    """A message as it is shown to nobody in particular, and of the same moment who may hear of it."""

    item: MessageItem
    listeners: str
    """A mark of those who may hear what happens in its conversation: another one as soon as they are others."""
    has_newcomers: bool
    """Whether somebody takes part who came after it was said."""


@remembered
def told_by_id(message_id: UUID) -> Told | None:
    """What is told of a message, None where there is none; the caller answers for who may read it.

    It is read once a request: whoever sends is answered with what the others are told.
    """
    row = next(iter(prepared(_one_row).named(message_id=message_id)), None)
    if row is None:
        return None
    counts = prepared(reactions_to_one).all(message_id=message_id) if row.is_reacted_to and not row.is_gone else ()
    item = replace(
        item_of(row),
        reactions=dict(counts),
        thread=summarise_threads([row.id] if row.is_answered else [], None).get(row.id),
        act=acts_of([row] if row.act else []).get(row.id),
        mentions=mentions_in([row])[row.id],
    )
    return Told(item, row.listeners or "", row.has_newcomers)


def _one_row() -> Statement:
    told_with = func.coalesce(_Place.room_id, _Place.id)
    return (
        message_rows()
        .add_columns(
            exists().where(MessageReaction.message_id == Message.id).label("is_reacted_to"),
            mark_of(listeners_of(told_with, beside=_Place)).label("listeners"),
            newcomers_of(Message.conversation_id, Message.seq).exists().label("has_newcomers"),
        )
        .join(_Place, _Place.id == Message.conversation_id)
        .where(Message.id == _THIS_MESSAGE)
    )
