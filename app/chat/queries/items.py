"""Messages as they are shown: with their author, what they answer, where they come from and who reacted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person, is_guest_of, photo_url
from app.chat.models import Message, MessageBookmark, MessageOrigin, MessagePin, MessageReaction
from app.core import richtext
from app.core.db import session
from app.files.items import words_for

QUOTE_LENGTH = 120


@dataclass(frozen=True)
class AuthorItem:
    """A person as messages and conversations show them."""

    id: UUID
    name: str
    handle: str
    photo: str | None = None
    is_guest: bool = False

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
class Origin:
    """Whose words were forwarded, and when they were said first."""

    author: AuthorItem
    at: datetime


@dataclass(frozen=True)
class MessageItem:
    """A message with its author, the one it answers and its reactions; nothing in it depends on the viewer
    but `my_reactions` and `bookmarked`, which are None where nobody in particular asks."""

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
    origin: Origin | None = None
    pinned: bool = False
    bookmarked: bool | None = None

    @property
    def url(self) -> str:
        """Its place in its conversation."""
        return f"/messages/{self.conversation_id}?at={self.seq}#m-{self.seq}"

    @property
    def excerpt(self) -> str | None:
        """Its first words, without signs, or what stands for them; None where it is gone."""
        return None if self.html is None else _begin(self.html, self.files)


_Quoted, _QuotedAuthor, _OriginAuthor = aliased(Message), aliased(Person), aliased(Person)


def message_rows() -> Select[*tuple[Any, ...]]:
    """Messages with all that is shown with them; add which."""
    return (
        select(
            Message,
            Person.name,
            Person.handle,
            Person.photo,
            is_guest_of(Person.id),
            _Quoted,
            _QuotedAuthor.name,
            _QuotedAuthor.handle,
            MessagePin.at,
            MessageOrigin.at,
            _OriginAuthor.id,
            _OriginAuthor.name,
            _OriginAuthor.handle,
            _OriginAuthor.photo,
        )
        .join(Person, Person.id == Message.author_id)
        .outerjoin(_Quoted, _Quoted.id == Message.reply_to)
        .outerjoin(_QuotedAuthor, _QuotedAuthor.id == _Quoted.author_id)
        .outerjoin(MessagePin, MessagePin.message_id == Message.id)
        .outerjoin(MessageOrigin, MessageOrigin.message_id == Message.id)
        .outerjoin(_OriginAuthor, _OriginAuthor.id == MessageOrigin.author_id)
    )


def items_by_id(message_ids: Sequence[UUID]) -> dict[UUID, MessageItem]:
    """Several messages as they are shown, in one read; the caller answers for who may read them."""
    return {item.id: item for item in items_of(message_rows().where(Message.id.in_(message_ids)), None)}


def items_of(query: Select[*tuple[Any, ...]], viewer: Person | None) -> list[MessageItem]:
    """The messages of a query over `message_rows`, as they are shown; the caller answers for who may read them."""
    rows = session.execute(query.execution_options(populate_existing=True)).all()
    ids = [row[0].id for row in rows if not row[0].is_gone]
    counts, mine = reactions_to(ids, viewer)
    kept = _kept_by(viewer, ids) if viewer else set()
    return [
        replace(_item(row), reactions=counts[row[0].id], my_reactions=mine[row[0].id], bookmarked=row[0].id in kept)
        if viewer
        else replace(_item(row), reactions=counts[row[0].id])
        for row in rows
    ]


def _item(row: Row[*tuple[Any, ...]]) -> MessageItem:
    message, name, handle, photo, is_guest, quoted, quoted_name, quoted_handle, pinned_at, said_at, *said_by = row
    quote = None
    if quoted is not None:
        text = None if quoted.is_gone else _begin(quoted.html, quoted.files)
        quote = Quote(quoted.id, quoted.seq, AuthorItem(quoted.author_id, quoted_name, quoted_handle), text)
    there = not message.is_gone
    return MessageItem(
        id=message.id,
        conversation_id=message.conversation_id,
        seq=message.seq,
        client_id=message.client_id,
        author=AuthorItem(message.author_id, name, handle, photo, is_guest),
        body=message.body if there else None,
        html=message.html if there else None,
        at=message.at,
        edited_at=message.edited_at,
        deleted=not there,
        reply_to=message.reply_to,
        quote=quote,
        files=message.files if there else (),
        origin=Origin(AuthorItem(*said_by), said_at) if there and said_at else None,
        pinned=there and pinned_at is not None,
    )


def _kept_by(viewer: Person, message_ids: Sequence[UUID]) -> set[UUID]:
    kept = select(MessageBookmark.message_id).where(MessageBookmark.person_id == viewer.id)
    return set(session.scalars(kept.where(MessageBookmark.message_id.in_(message_ids)))) if message_ids else set()


def _begin(html: str, files: Sequence[Mapping[str, Any]]) -> str:
    """How a message begins, or what stands for the words of one that has none."""
    return richtext.plain_text(html, QUOTE_LENGTH) or words_for(files)[:QUOTE_LENGTH]


def reactions_to(
    message_ids: Sequence[UUID], viewer: Person | None
) -> tuple[dict[UUID, dict[str, int]], dict[UUID, list[str]]]:
    """By message, how many said which word to it, and which the viewer did."""
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
