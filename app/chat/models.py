"""Chat's rows: conversations, who takes part and what they have read, messages, their reactions and revisions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.reactions.models import LONGEST_NAME

LONGEST_CLIENT_ID = 100


class Kind(StrEnum):
    """Who a conversation is between."""

    PAIR = "pair"
    PEOPLE = "people"
    ROOM = "room"


class Conversation(Model):
    """Messages in one order: between two people, between several, or in the room of a group."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("kind IN ('pair', 'people', 'room')", name="kind"),
        CheckConstraint("(kind = 'pair') = (pair_key IS NOT NULL)", name="pair_key"),
        CheckConstraint("(kind = 'room') = (group_id IS NOT NULL)", name="group_id"),
        Index("ix_conversation_last_at", "last_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(6))
    title: Mapped[str] = mapped_column(String(80), default="")
    pair_key: Mapped[str | None] = mapped_column(String(73), unique=True)
    """Both identifiers in order: two people have one conversation, however often and at once it is opened."""
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), unique=True)
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_seq: Mapped[int] = mapped_column(default=0)
    """The number of the newest message; the next one takes the number after it, in the writing transaction."""
    unanswered_since: Mapped[datetime | None]
    """Set while all whom its beginner wrote to are asked and none has taken it up: then little may be said."""


def pair_key(one: UUID, other: UUID) -> str:
    """What the conversation of two people is found by, whoever of them asks."""
    return ":".join(sorted((str(one), str(other))))


class Participant(Model):
    """A person in a conversation, and how far they have read.

    In a pair and among people this row is the right to read. In a group's room the membership is, and the row
    only remembers.
    """

    __tablename__ = "participant"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    last_read_seq: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    muted: Mapped[bool] = mapped_column(default=False)
    waits_since: Mapped[datetime | None]
    """Set while the person, written to by somebody they never met, has not said whether they want this conversation:
    nobody in it hears when they are here, write or read. It stays where they declined, of which nobody hears either."""
    declined_at: Mapped[datetime | None]
    """Set where the person does not want this conversation: for them it is not there."""


class Message(Model):
    """What somebody wrote; once deleted, only its place in the order is left."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("author_id", "client_id"),
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
    at: Mapped[datetime] = mapped_column(default=clock.now)
    folded: Mapped[str | None] = mapped_column(Text)
    """Its words and its files' without case and accents, by which it is looked for; None where it was deleted."""
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    files: Mapped[list[Any]] = mapped_column(default=list)
    """What readers see of the files that hang on it, in order (see `app.files.items`)."""
    hidden_at: Mapped[datetime | None]
    """Set by moderation, whose decision may be overturned; for readers the message is as good as deleted."""

    @property
    def is_gone(self) -> bool:
        """Whether nobody may read it any more."""
        return self.deleted_at is not None or self.hidden_at is not None


class Term(Model):
    """For how many days messages are kept in a kind of conversation; without a row they are kept without end."""

    __tablename__ = "message_term"
    __table_args__ = (
        CheckConstraint("kind IN ('pair', 'people', 'room')", name="kind"),
        CheckConstraint("days > 0", name="days"),
    )

    kind: Mapped[str] = mapped_column(String(6), primary_key=True)
    days: Mapped[int]


class MessageReaction(Model):
    """One person's reaction to a message, with a word of the house."""

    __tablename__ = "message_reaction"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class MessagePin(Model):
    """A message that stands on top of its conversation, for everybody in it."""

    __tablename__ = "message_pin"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class MessageBookmark(Model):
    """A message that somebody keeps for later; nobody else knows."""

    __tablename__ = "message_bookmark"
    __table_args__ = (Index("ix_message_bookmark_person_id_at", "person_id", "at", "message_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


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
