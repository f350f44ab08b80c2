"""Messages as they are shown: with their author, what they answer, where they come from and who reacted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person, is_guest_of
from app.accounts.prepared import Statement
from app.chat.models import Message, MessageBookmark, MessageMention, MessageOrigin, MessagePin
from app.chat.models.messages import address_of
from app.chat.queries.answers import ThreadSummary, summarise_threads
from app.chat.queries.authors import AuthorItem
from app.chat.queries.polls import seen_parts
from app.chat.queries.reactions import reactions_to
from app.chat.wording import say_act
from app.core import richtext
from app.core.db import Identifier, session
from app.files.items import words_for
from app.people.queries import who_must_not_contact

QUOTE_LENGTH = 120
LINKS_TO_SOMEBODY = "data-person-id="


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
class Act:
    """What the author of a line did with the conversation, and with whom; what they named it is the line's `body`."""

    name: str
    people: Sequence[AuthorItem]


@dataclass(frozen=True)
class MessageItem:
    """A message with its author, the one it answers and its reactions; nothing in it depends on the viewer
    but `my_reactions`, `bookmarked` and parts of `thread`, which are None where nobody in particular asks."""

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
    mentions: Sequence[UUID] = ()
    mentions_all: bool = False
    """Whether it calls everybody in the conversation; of a thread, who follows it."""
    is_to_viewer: bool = False
    """Whether it mentions the viewer, by name or with all the others."""
    bookmarked: bool | None = None
    thread_id: UUID | None = None
    """The message in whose thread it answers."""
    in_log: bool = False
    """Of an answer in a thread, whether it stands in the log too."""
    thread: ThreadSummary | None = None
    """What was answered in its own thread."""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What stands beside words and files, by the name of its kind."""
    act: Act | None = None
    """Set where nobody speaks, and the line says what happened."""

    @property
    def act_text(self) -> str:
        """What happened, in the reader's language; nothing where somebody speaks."""
        if self.act is None:
            return ""
        names = [person.name for person in self.act.people]
        return say_act(self.act.name, name=self.author.name, people=names, title=self.body or "")

    @property
    def url(self) -> str:
        """Its place in its conversation."""
        return address_of(self.conversation_id, self.seq)

    @property
    def excerpt(self) -> str | None:
        """Its first words, without signs, or what stands for them; None where it is gone."""
        return self.act_text or (None if self.html is None else _begin(self.html, self.files))


_Quoted, _QuotedAuthor, _OriginAuthor, _Answer = aliased(Message), aliased(Person), aliased(Person), aliased(Message)
_OF_A_PERSON = [each.name for each in fields(AuthorItem)]


def message_rows() -> Statement:
    """Messages with all that is shown with them, in plain columns; add which."""
    return (
        select(
            Message.id,
            Message.conversation_id,
            Message.seq,
            Message.client_id,
            Message.body,
            Message.html,
            Message.at,
            Message.edited_at,
            Message.reply_to,
            Message.files,
            Message.parts,
            Message.thread_id,
            Message.in_log,
            exists().where(_Answer.thread_id == Message.id).label("is_answered"),
            Message.act,
            Message.about,
            _is_gone(Message).label("is_gone"),
            *_person(Person, "author"),
            MessagePin.at.label("pinned_at"),
            MessageOrigin.at.label("said_at"),
            *_person(_OriginAuthor, "said_by"),
            _Quoted.seq.label("quoted_seq"),
            _Quoted.html.label("quoted_html"),
            _Quoted.files.label("quoted_files"),
            _is_gone(_Quoted).label("quoted_is_gone"),
            *_person(_QuotedAuthor, "quoted"),
        )
        .join(Person, Person.id == Message.author_id)
        .outerjoin(_Quoted, _Quoted.id == Message.reply_to)
        .outerjoin(_QuotedAuthor, _QuotedAuthor.id == _Quoted.author_id)
        .outerjoin(MessagePin, MessagePin.message_id == Message.id)
        .outerjoin(MessageOrigin, MessageOrigin.message_id == Message.id)
        .outerjoin(_OriginAuthor, _OriginAuthor.id == MessageOrigin.author_id)
    )


def _is_gone(message: type[Message]) -> ColumnElement[bool]:
    return or_(message.deleted_at.is_not(None), message.hidden_at.is_not(None))


def _person(person: type[Person], role: str) -> list[ColumnElement[Any]]:
    shown = (person.id, person.name, person.handle, person.photo, is_guest_of(person.id))
    return [column.label(f"{role}_{name}") for name, column in zip(_OF_A_PERSON, shown, strict=True)]


def items_by_id(message_ids: Sequence[UUID]) -> dict[UUID, MessageItem]:
    """Several messages as they are shown, in one read; the caller answers for who may read them."""
    if not message_ids:
        return {}
    return {item.id: item for item in items_of(_by_id(), None, message_ids=message_ids)}


@cache
def _by_id() -> Statement:
    return message_rows().where(Message.id.in_(bindparam("message_ids", type_=Identifier(), expanding=True)))


def items_of(query: Statement, viewer: Person | None, **values: Any) -> list[MessageItem]:
    """The messages of a query over `message_rows`, as they are shown; the caller answers for who may read them."""
    rows = session.execute(query, values).all()
    ids = [row.id for row in rows if not row.is_gone]
    counts, mine = reactions_to(ids, viewer)
    kept = _kept_by(viewer, ids) if viewer else set()
    threads, named = summarise_threads([row.id for row in rows if row.is_answered], viewer), mentions_in(rows)
    acts = acts_of([row for row in rows if row.act])
    uncalled = _whom_no_call_reaches(viewer, rows)
    items = [
        replace(
            item_of(row),
            reactions=counts[row.id],
            thread=threads.get(row.id),
            act=acts.get(row.id),
            mentions=named[row.id],
            is_to_viewer=viewer is not None and (viewer.id in named[row.id] or _reaches(row, uncalled)),
        )
        for row in rows
    ]
    if viewer is None:
        return items
    seen = seen_parts({item.id: item.parts for item in items}, viewer)
    return [
        replace(item, my_reactions=mine[item.id], bookmarked=item.id in kept, parts=seen[item.id]) for item in items
    ]


def _calls_all(row: Any) -> bool:
    return richtext.MENTION_OF_ALL in row.html and not row.is_gone


def _reaches(row: Any, uncalled: Collection[UUID]) -> bool:
    return _calls_all(row) and row.author_id not in uncalled


def _whom_no_call_reaches(viewer: Person | None, rows: Sequence[Any]) -> set[UUID]:
    """Whose calls do not reach the viewer: their own, and of whom they keep away. Asked only where there are calls."""
    if viewer is None or not any(map(_calls_all, rows)):
        return set()
    return {viewer.id, *who_must_not_contact(viewer.id)}


def item_of(row: Any) -> MessageItem:
    """A message as one row tells of it: without what is asked for many at once."""
    quote = None
    if row.quoted_seq is not None:
        text = None if row.quoted_is_gone else _begin(row.quoted_html, row.quoted_files)
        quote = Quote(row.reply_to, row.quoted_seq, _author(row, "quoted"), text)
    there = not row.is_gone
    return MessageItem(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        client_id=row.client_id,
        author=_author(row, "author"),
        body=row.body if there else None,
        html=row.html if there else None,
        at=row.at,
        edited_at=row.edited_at,
        deleted=not there,
        reply_to=row.reply_to,
        quote=quote,
        files=row.files if there else (),
        parts=row.parts if there else {},
        mentions_all=_calls_all(row),
        origin=Origin(_author(row, "said_by"), row.said_at) if there and row.said_at else None,
        pinned=there and row.pinned_at is not None,
        thread_id=row.thread_id,
        in_log=row.in_log,
    )


def _author(row: Any, role: str) -> AuthorItem:
    return AuthorItem(*(getattr(row, f"{role}_{name}") for name in _OF_A_PERSON))


def acts_of(lines: Sequence[Any]) -> dict[UUID, Act]:
    """What happened in each line of the house, by message."""
    ids = {UUID(person_id) for line in lines for person_id in line.about}
    people = authors_of(ids) if ids else {}
    return {
        line.id: Act(line.act, [people[found] for found in map(UUID, line.about) if found in people]) for line in lines
    }


def authors_of(ids: Collection[UUID]) -> dict[UUID, AuthorItem]:
    """People as messages show them, by their identifiers."""
    found = select(*_person(Person, "with")).where(Person.id.in_(ids))
    return {row.with_id: _author(row, "with") for row in session.execute(found)}


def _kept_by(viewer: Person, message_ids: Sequence[UUID]) -> set[UUID]:
    kept = select(MessageBookmark.message_id).where(MessageBookmark.person_id == viewer.id)
    return set(session.scalars(kept.where(MessageBookmark.message_id.in_(message_ids)))) if message_ids else set()


def mentions_in(rows: Sequence[Any]) -> dict[UUID, list[UUID]]:
    """Whom messages mention; nothing is asked about those that link to nobody."""
    named: dict[UUID, list[UUID]] = defaultdict(list)
    ids = [row.id for row in rows if LINKS_TO_SOMEBODY in row.html and not row.is_gone]
    if ids:
        found = select(MessageMention.message_id, MessageMention.person_id).where(MessageMention.message_id.in_(ids))
        for message_id, person_id in session.execute(found):
            named[message_id].append(person_id)
    return named


def _begin(html: str, files: Sequence[Mapping[str, Any]]) -> str:
    """How a message begins, or what stands for the words of one that has none."""
    return richtext.plain_text(html, QUOTE_LENGTH) or words_for(files)[:QUOTE_LENGTH]
