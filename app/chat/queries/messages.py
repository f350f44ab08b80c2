"""Reading messages: by number, forward or backward, with what stands around each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, MessageReaction, MessageRevision
from app.chat.policy import said_to
from app.chat.queries.items import MessageItem, items_of, message_rows
from app.chat.queries.own import with_own
from app.chat.queries.reactions import reactions_to
from app.chat.queries.telling import told_by_id
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.core.folding import words_of
from app.core.paging import Page
from app.reactions.queries import Reacted, list_reacted

MOST_DIGITS = 10
MOST_VERSIONS = 100
"""How many versions of a message are shown."""


def get_message(message_id: UUID, *, viewer: Person) -> Message:
    """A message of one of the viewer's conversations; raises NotFound otherwise."""
    message = session.scalar(select(Message).where(Message.id == message_id, said_to(viewer)))
    if message is None:
        raise NotFound
    return message


def get_message_item(message_id: UUID, *, viewer: Person | None = None) -> MessageItem | None:
    """A message as it is shown, None where it is gone; whoever passes it on must know who may read it."""
    told = told_by_id(message_id)
    if told is None:
        return None
    return told.item if viewer is None else with_own(told.item, viewer)


def list_revisions(message: Message) -> list[tuple[str, datetime]]:
    """What a message said before its last edits, so many at most, and until when, oldest first; the caller answers for
    who may read it.
    """
    former = select(MessageRevision.body, MessageRevision.until).where(MessageRevision.message_id == message.id)
    latest = session.execute(former.order_by(MessageRevision.id.desc()).limit(MOST_VERSIONS))
    return [(body, until) for body, until in latest][::-1]


def list_reacted_to(message: Message, *, viewer: Person, **wanted: Any) -> Page[Reacted]:
    """Who reacted to a message of one of the viewer's conversations, the newest first (see `list_reacted`)."""
    if message.is_gone:
        return Page([])
    which = MessageReaction.message_id == message.id
    return list_reacted(MessageReaction, which, viewer=viewer, **wanted)


def count_reactions(message: Message) -> dict[str, int]:
    """How many said which word to a message; nothing where it is gone."""
    return {} if message.is_gone else reactions_to([message.id], None)[0][message.id]


def list_messages(
    conversation: Conversation,
    *,
    viewer: Person,
    after: int | None = None,
    before: int | None = None,
    limit: int,
    q: str = "",
    only: ColumnElement[bool] | None = None,
) -> Page[MessageItem]:
    """Messages rising by `seq`: the nearest that follow `after`, the nearest that precede `before`, or the latest.

    With `q`, those alone in which all its words stand, or begin or end another, whatever their case and accents;
    with `only`, those it lets through. `next` continues in the same direction; `position_of` reads it.
    """
    rows = message_rows().where(Message.conversation_id == conversation.id, said_to(viewer))
    if only is not None:
        rows = rows.where(only)
    rows = with_words(rows, q)
    if before is not None:
        rows = rows.where(Message.seq < before)
    if after is not None:
        found = items_of(rows.where(Message.seq > after).order_by(Message.seq).limit(limit + 1), viewer)
        kept = found[:limit]
        return Page(kept, f"after:{kept[-1].seq}" if len(found) > limit else None)
    found = items_of(rows.order_by(Message.seq.desc()).limit(limit + 1), viewer)
    kept = found[:limit][::-1]
    return Page(kept, f"before:{kept[0].seq}" if len(found) > limit else None)


def with_words(rows: Select[Any], q: str) -> Select[Any]:
    """Those messages alone in which all the words of `q` stand; all where it has none."""
    for word in words_of(q):
        rows = rows.where(Message.folded.contains(word, autoescape=True), Message.hidden_at.is_(None))
    return rows


def position_of(cursor: str) -> dict[str, int]:
    """The `after` or `before` that a cursor stands for; raises Invalid for one that `list_messages` did not give."""
    direction, _, seq = cursor.partition(":")
    if direction not in {"after", "before"} or not (seq.isascii() and seq.isdecimal() and len(seq) < MOST_DIGITS):
        raise Invalid(cursor="not a cursor of this list")
    return {direction: int(seq)}
