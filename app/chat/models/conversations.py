"""Chat's rows for conversations: who takes part, what they have read, and how long it is kept."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


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
    owner_invites: Mapped[bool] = mapped_column(default=False)
    """Whether its owner alone brings others in; else everybody does who is in it."""
    keepers_write: Mapped[bool] = mapped_column(default=False)
    """Whether in a group's room only those say something who look after the group."""
    closed_at: Mapped[datetime | None]
    """Set where its owner closed it: it is read, and nothing more is said."""
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
    muted_until: Mapped[datetime | None]
    """When the muting ends by itself; None is for good."""
    is_owner: Mapped[bool] = mapped_column(default=False)
    """Whether they look after a conversation of several people; one of them does."""
    since_seq: Mapped[int] = mapped_column(default=0)
    """What has this number or a lower one was said before they came, and is not theirs to read."""
    joined_at: Mapped[datetime | None]
    """When they were brought in; None for who is there from the beginning."""
    brought_by: Mapped[UUID | None]
    """Who wrote to them, or brought them in; None for who began it."""
    archived_seq: Mapped[int | None]
    """The newest number when they put it away; it is back with the next, unless it is muted."""
    waits_since: Mapped[datetime | None]
    """Set while the person, written to by somebody they never met, has not said whether they want this conversation:
    nobody in it hears when they are here, write or read. It stays where they declined, of which nobody hears either."""
    declined_at: Mapped[datetime | None]
    """Set where the person does not want this conversation: for them it is not there."""


class Term(Model):
    """For how many days messages are kept in a kind of conversation; without a row they are kept without end."""

    __tablename__ = "message_term"
    __table_args__ = (
        CheckConstraint("kind IN ('pair', 'people', 'room')", name="kind"),
        CheckConstraint("days > 0", name="days"),
    )

    kind: Mapped[str] = mapped_column(String(6), primary_key=True)
    days: Mapped[int]
