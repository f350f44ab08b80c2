"""What was shared in a conversation: the files and links of its messages, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from app.accounts.models import Person
from app.chat.attaching import MESSAGE
from app.chat.models import Conversation, Message, address_of, with_files
from app.chat.policy import STANDING, said_to
from app.chat.queries.authors import AuthorItem
from app.chat.queries.items import authors_of
from app.chat.queries.messages import with_words
from app.core.db import session
from app.core.folding import words_of
from app.core.paging import Page, paginate
from app.files.items import file_item
from app.files.models import Attachment, File
from app.links.services import links_in


class FileKind(StrEnum):
    """How files are listed: looked at, listened to, or opened."""

    PICTURE = "picture"
    RECORDING = "recording"
    DOCUMENT = "document"


LINK = "link"
_IS_RECORDING = or_(File.media_type.startswith("audio/"), File.media_type.startswith("video/"))
_OF_KIND: dict[FileKind, ColumnElement[bool]] = {
    FileKind.PICTURE: File.width.is_not(None),
    FileKind.RECORDING: and_(File.width.is_(None), _IS_RECORDING),
    FileKind.DOCUMENT: and_(File.width.is_(None), ~_IS_RECORDING),
}
_HAS_LINKS = Message.html.contains('<a href="http', autoescape=True)


@dataclass(frozen=True)
class Shared:
    """By whom and when something was shared, and the message that carries it."""

    message_id: UUID
    conversation_id: UUID
    seq: int
    author: AuthorItem
    at: datetime

    @property
    def url(self) -> str:
        """Where the message is read."""
        return address_of(self.conversation_id, self.seq)


@dataclass(frozen=True)
class SharedFile(Shared):
    """A file of a message; `file` is what readers see of it."""

    file: Mapping[str, Any]


@dataclass(frozen=True)
class SharedLinks(Shared):
    """The links of a message; `preview` is what the page behind the first of them said of itself, if it was asked."""

    links: Sequence[str]
    preview: Mapping[str, Any] | None


def list_shared_files(
    conversation: Conversation,
    *,
    viewer: Person,
    kind: FileKind | None = None,
    q: str = "",
    limit: int,
    cursor: str | None = None,
) -> Page[SharedFile]:
    """The files of the messages that the viewer may read in a conversation; a file sent twice is there twice.

    With `kind` those alone, with `q` those whose names have all its words, whatever their case and accents.
    """
    rows = _files_in(conversation, viewer).add_columns(*_OF_A_MESSAGE, File.id, File)
    if kind is not None:
        rows = rows.where(_OF_KIND[kind])
    for word in words_of(q):
        rows = rows.where(File.folded.contains(word, autoescape=True))
    page = paginate(rows, by=(Message.seq, File.id), limit=limit, cursor=cursor, scalars=False)
    shared = zip(page.items, _shared(page.items), strict=True)
    return Page([SharedFile(**common, file=file_item(row.File)) for row, common in shared], page.next)


def list_shared_links(
    conversation: Conversation, *, viewer: Person, q: str = "", limit: int, cursor: str | None = None
) -> Page[SharedLinks]:
    """The messages with links that the viewer may read in a conversation; with `q` those with all its words."""
    rows = select(*_OF_A_MESSAGE, Message.html, Message.parts).where(_linking(conversation, viewer))
    page = paginate(with_words(rows, q), by=(Message.seq,), limit=limit, cursor=cursor, scalars=False)
    shared = zip(page.items, _shared(page.items), strict=True)
    items = [SharedLinks(**common, links=links_in(row.html), preview=row.parts.get(LINK)) for row, common in shared]
    return Page(items, page.next)


def what_is_shared(conversation: Conversation, *, viewer: Person) -> str:
    """The first kind of which there is something: pictures, documents, recordings, links; pictures where nothing is."""
    files = [(_files_in(conversation, viewer).add_columns(File.id).where(_OF_KIND[kind]), kind) for kind in _IN_ORDER]
    links = select(Message.id).where(_linking(conversation, viewer))
    whens = [(found.exists(), kind) for found, kind in [*files, (links, LINK)]]
    return session.scalar(select(case(*whens, else_=FileKind.PICTURE.value))) or FileKind.PICTURE


_IN_ORDER = (FileKind.PICTURE, FileKind.DOCUMENT, FileKind.RECORDING)
_OF_A_MESSAGE_FOUND = case((Message.seq > 0, MESSAGE))
"""The kind of thing, said so that messages are found first: else SQLite begins with all files of the house."""
_OF_A_MESSAGE = (Message.id.label("message_id"), Message.conversation_id, Message.seq, Message.at, Message.author_id)


def _shared(rows: Sequence[Any]) -> list[dict[str, Any]]:
    people = authors_of({row.author_id for row in rows}) if rows else {}
    names = ("message_id", "conversation_id", "seq", "at")
    return [{name: getattr(row, name) for name in names} | {"author": people[row.author_id]} for row in rows]


def _readable(conversation: Conversation, viewer: Person) -> ColumnElement[bool]:
    return and_(Message.conversation_id == conversation.id, said_to(viewer), *STANDING)


def _linking(conversation: Conversation, viewer: Person) -> ColumnElement[bool]:
    return and_(_readable(conversation, viewer), _HAS_LINKS)


def _files_in(conversation: Conversation, viewer: Person) -> Select[Any]:
    return (
        select()
        .select_from(Message)
        .join(Attachment, and_(Attachment.holder_kind == _OF_A_MESSAGE_FOUND, Attachment.holder_id == Message.id))
        .join(File, File.id == Attachment.file_id)
        .where(_readable(conversation, viewer), with_files)
    )
