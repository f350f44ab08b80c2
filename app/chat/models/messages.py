"""Chat's rows for messages: the words, what they said before, and whose they were first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, cast, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id

LONGEST_CLIENT_ID = 100
HAS_FILES = text("CAST(files AS TEXT) <> '[]'")


def address_of(conversation_id: UUID, seq: int) -> str:
    """Where a message of a conversation is read, by its number."""
    return f"/messages/{conversation_id}?at={seq}#m-{seq}"


class Message(Model):
    """What somebody wrote; once deleted, only its place in the order is left."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("author_id", "client_id"),
        Index("ix_message_thread_id_seq", "thread_id", "seq"),
        Index("ix_message_with_files", "conversation_id", "seq", sqlite_where=HAS_FILES, postgresql_where=HAS_FILES),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    client_id: Mapped[str] = mapped_column(String(LONGEST_CLIENT_ID))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int]
    reply_to: Mapped[UUID | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)
    thread_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"))
    """The message under which it stands as an answer; that one is never an answer itself. None again once it is past
    its term, so that what answered it stands in the log."""
    in_log: Mapped[bool] = mapped_column(default=False)
    """Whether an answer in a thread stands in the log of the conversation too."""
    at: Mapped[datetime] = mapped_column(default=clock.now)
    folded: Mapped[str | None] = mapped_column(Text)
    """Its words and its files' without case and accents, by which it is looked for; None where it was deleted."""
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    files: Mapped[list[Any]] = mapped_column(default=list)
    """What readers see of the files that hang on it, in order (see `app.files.items`)."""
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What readers see beside words and files, by the name of its kind: what its first link leads to."""
    act: Mapped[str | None] = mapped_column(String(12))
    """Set where nobody speaks: the line says what its author did with the conversation (see `wording.ACTS`)."""
    about: Mapped[list[Any]] = mapped_column(default=list)
    """Whom they did it with: identifiers of people, as text."""
    hidden_at: Mapped[datetime | None]
    """Set by moderation, whose decision may be overturned; for readers the message is as good as deleted."""

    @property
    def is_gone(self) -> bool:
        """Whether nobody may read it any more."""
        return self.deleted_at is not None or self.hidden_at is not None

    @property
    def url(self) -> str:
        """Its place in its conversation."""
        return address_of(self.conversation_id, self.seq)

    @property
    def is_in_log(self) -> bool:
        """Whether it stands in the log of its conversation, and not in its thread alone."""
        return self.thread_id is None or self.in_log


with_files = cast(Message.files, Text) != literal_column("'[]'")
"""The messages on which files hang, as a filter in the words of the index that finds them among all others."""


class MessageOrigin(Model):
    """Whose words a forwarded message repeats, and when they were said first; not where, which may be secret."""

    __tablename__ = "message_origin"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]


class MessageRevision(Model):
    """What a message said before an edit."""

    __tablename__ = "message_revision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(default=clock.now)
