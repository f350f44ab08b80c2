"""Reading messages: by number, forward or backward, with what stands around each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person, photo_url
from app.chat.models import Conversation, Message, MessageReaction
from app.chat.policy import conversations_of
from app.core import richtext
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.core.paging import Page
from app.files.items import words_for
from app.reactions.queries import Reacted, list_reacted

QUOTE_LENGTH = 120
MOST_DIGITS = 10
CATCH_UP_LIMIT = 100
"""How many messages of one conversation `catch_up` gives at once."""
MOST_CAUGHT_UP = 1000
"""How many messages one call of `catch_up` gives at most, and how many conversations it may name."""


@dataclass(frozen=True)
class AuthorItem:
    """A person as messages and conversations show them."""

    id: UUID
    name: str
    handle: str
    photo: str | None = None

    @property
    def photo_url(self) -> str | None:
        """Where the photo is."""
        return photo_url(self.id, self.photo)


@dataclass(frozen=True)
class Quote:
    """The message that another one answers; `text` is None where it was deleted."""

    id: UUID
    seq: int
    author: AuthorItem
    text: str | None


@dataclass(frozen=True)
class MessageItem:
    """A message with its author, the one it answers and its reactions; nothing in it depends on the viewer
    but `my_reactions`, which is None where nobody in particular asks."""

    id: UUID
    conversation_id: UUID
    seq: int
    client_id: str
    author: AuthorItem
    body: str | None
    html: str | None
    at: datetime
    edited_at: datetime | None
    deleted: bool
    reply_to: UUID | None
    quote: Quote | None
    files: Sequence[Mapping[str, Any]] = ()
    reactions: Mapping[str, int] = field(default_factory=dict)
    my_reactions: Sequence[str] | None = None

    @property
    def excerpt(self) -> str | None:
        """Its first words, without signs, or what stands for them; None where it is gone."""
        return None if self.html is None else _begin(self.html, self.files)


_Quoted, _QuotedAuthor = aliased(Message), aliased(Person)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Message,
            Person.name,
            Person.handle,
            Person.photo,
            _Quoted,
            _QuotedAuthor.name,
            _QuotedAuthor.handle,
        )
        .join(Person, Person.id == Message.author_id)
        .outerjoin(_Quoted, _Quoted.id == Message.reply_to)
        .outerjoin(_QuotedAuthor, _QuotedAuthor.id == _Quoted.author_id)
    )


def get_message(message_id: UUID, *, viewer: Person) -> Message:
    """A message of one of the viewer's conversations; raises NotFound otherwise."""
    message = session.scalar(
        select(Message).where(Message.id == message_id, Message.conversation_id.in_(conversations_of(viewer)))
    )
    if message is None:
        raise NotFound
    return message


def get_message_item(message_id: UUID, *, viewer: Person | None = None) -> MessageItem | None:
    """A message as it is shown, None where it is gone; whoever passes it on must know who may read it."""
    return next(iter(_items(_rows().where(Message.id == message_id), viewer)), None)


def items_by_id(message_ids: Sequence[UUID]) -> dict[UUID, MessageItem]:
    """Several messages as they are shown, in one read; the caller answers for who may read them."""
    return {item.id: item for item in _items(_rows().where(Message.id.in_(message_ids)), None)}


def list_reacted_to(message: Message, *, viewer: Person, **wanted: Any) -> Page[Reacted]:
    """Who reacted to a message of one of the viewer's conversations, the newest first (see `list_reacted`)."""
    if message.is_gone:
        return Page([])
    which = MessageReaction.message_id == message.id
    return list_reacted(MessageReaction, which, viewer=viewer, **wanted)


def count_reactions(message: Message) -> dict[str, int]:
    """How many said which word to a message; nothing where it is gone."""
    return {} if message.is_gone else _reactions([message.id], None)[0][message.id]


def list_messages(
    conversation: Conversation,
    *,
    viewer: Person,
    after: int | None = None,
    before: int | None = None,
    limit: int,
) -> Page[MessageItem]:
    """Messages rising by `seq`: the nearest that follow `after`, the nearest that precede `before`, or the latest.

    `next` continues in the same direction; `position_of` reads it.
    """
    rows = _rows().where(
        Message.conversation_id == conversation.id, Message.conversation_id.in_(conversations_of(viewer))
    )
    if before is not None:
        rows = rows.where(Message.seq < before)
    if after is not None:
        found = _items(rows.where(Message.seq > after).order_by(Message.seq).limit(limit + 1), viewer)
        kept = found[:limit]
        return Page(kept, f"after:{kept[-1].seq}" if len(found) > limit else None)
    found = _items(rows.order_by(Message.seq.desc()).limit(limit + 1), viewer)
    kept = found[:limit][::-1]
    return Page(kept, f"before:{kept[0].seq}" if len(found) > limit else None)


def position_of(cursor: str) -> dict[str, int]:
    """The `after` or `before` that a cursor stands for; raises Invalid for one that `list_messages` did not give."""
    direction, _, seq = cursor.partition(":")
    if direction not in {"after", "before"} or not (seq.isascii() and seq.isdecimal() and len(seq) < MOST_DIGITS):
        raise Invalid(cursor="not a cursor of this list")
    return {direction: int(seq)}


def catch_up(known: Mapping[UUID, int], *, viewer: Person) -> tuple[dict[UUID, Sequence[MessageItem]], list[UUID]]:
    """What was said after the given numbers, by conversation, and the conversations in which there is more.

    Conversations the viewer takes no part in are left out.
    """
    visible = select(Conversation).where(
        Conversation.id.in_(list(known)), Conversation.id.in_(conversations_of(viewer))
    )
    found: dict[UUID, Sequence[MessageItem]] = {}
    more: list[UUID] = []
    room_left = MOST_CAUGHT_UP
    for conversation in session.scalars(visible).all():
        after = known[conversation.id]
        found[conversation.id] = []
        if conversation.last_seq <= after:
            continue
        if room_left:
            limit = min(CATCH_UP_LIMIT, room_left)
            page = list_messages(conversation, viewer=viewer, after=after, limit=limit)
            found[conversation.id] = page.items
            room_left -= len(page.items)
            if page.next is None:  # what came first may be past its term: the numbers do not say how much there is
                continue
        more.append(conversation.id)
    return found, more


def _items(query: Select[*tuple[Any, ...]], viewer: Person | None) -> list[MessageItem]:
    rows = session.execute(query.execution_options(populate_existing=True)).all()
    counts, mine = _reactions([row[0].id for row in rows if not row[0].is_gone], viewer)
    return [_item(row, counts[row[0].id], mine[row[0].id] if viewer else None) for row in rows]


def _item(row: Row[*tuple[Any, ...]], reactions: dict[str, int], mine: list[str] | None) -> MessageItem:
    message, name, handle, photo, quoted, quoted_name, quoted_handle = row
    quote = None
    if quoted is not None:
        text = None if quoted.is_gone else _begin(quoted.html, quoted.files)
        quote = Quote(quoted.id, quoted.seq, AuthorItem(quoted.author_id, quoted_name, quoted_handle), text)
    return MessageItem(
        id=message.id,
        conversation_id=message.conversation_id,
        seq=message.seq,
        client_id=message.client_id,
        author=AuthorItem(message.author_id, name, handle, photo),
        body=None if message.is_gone else message.body,
        html=None if message.is_gone else message.html,
        at=message.at,
        edited_at=message.edited_at,
        deleted=message.is_gone,
        reply_to=message.reply_to,
        quote=quote,
        files=() if message.is_gone else message.files,
        reactions=reactions,
        my_reactions=mine,
    )


def _begin(html: str, files: Sequence[Mapping[str, Any]]) -> str:
    """How a message begins, or what stands for the words of one that has none."""
    return richtext.plain_text(html, QUOTE_LENGTH) or words_for(files)[:QUOTE_LENGTH]


def _reactions(
    message_ids: Sequence[UUID], viewer: Person | None
) -> tuple[dict[UUID, dict[str, int]], dict[UUID, list[str]]]:
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    mine: dict[UUID, list[str]] = defaultdict(list)
    if not message_ids:
        return counts, mine
    counted = (
        select(MessageReaction.message_id, MessageReaction.name, func.count())
        .where(MessageReaction.message_id.in_(message_ids))
        .group_by(MessageReaction.message_id, MessageReaction.name)
        .order_by(MessageReaction.name)
    )
    for message_id, name, count in session.execute(counted):
        counts[message_id][name] = count
    if viewer is not None:
        own = select(MessageReaction.message_id, MessageReaction.name).where(
            MessageReaction.message_id.in_(message_ids), MessageReaction.person_id == viewer.id
        )
        for message_id, name in session.execute(own):
            mine[message_id].append(name)
    return counts, mine
