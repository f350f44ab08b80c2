"""Chat's rows for conversations: who takes part, what they have read, and how long it is kept."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, case, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id

IS_ROOM = text("kind = 'room'")


class Kind(StrEnum):
    """Who a conversation is between."""

    PAIR = "pair"
    PEOPLE = "people"
    ROOM = "room"
    TOPIC = "topic"


class Conversation(Model):
    """Messages in one order: between two people, between several, in the room of a group or in a topic of that room.

    A topic is a conversation of its own, with its own numbers; its people are the group's, as its room's are.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("kind IN ('pair', 'people', 'room', 'topic')", name="kind"),
        CheckConstraint("(kind = 'pair') = (pair_key IS NOT NULL)", name="pair_key"),
        CheckConstraint("(kind IN ('room', 'topic')) = (group_id IS NOT NULL)", name="group_id"),
        CheckConstraint("(kind = 'topic') = (room_id IS NOT NULL)", name="room_id"),
        Index("uq_conversation_room", "group_id", unique=True, sqlite_where=IS_ROOM, postgresql_where=IS_ROOM),
        Index("ix_conversation_last_at", "last_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(6))
    title: Mapped[str] = mapped_column(String(80), default="")
    pair_key: Mapped[str | None] = mapped_column(String(73), unique=True)
    """Both identifiers in order: two people have one conversation, however often and at once it is opened."""
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    """Of a room and its topics: the group whose members are its people. A group has one room."""
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    """Of a topic: the room in which it was opened; it never moves to another."""
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_seq: Mapped[int] = mapped_column(default=0)
    """The number of the newest message; the next one takes the number after it, in the writing transaction."""
    owner_invites: Mapped[bool] = mapped_column(default=False)
    """Whether its owner alone brings others in; else everybody does who is in it."""
    keepers_write: Mapped[bool] = mapped_column(default=False)
    """Whether in a group's room only those say something who look after the group; its topics have the room's."""
    everybody_calls: Mapped[bool | None]
    """Whether everybody in it calls all the others at once, or only who looks after it; its topics have the room's.
    None as long as nobody chose: then it depends on how many they are (see `policy.everybody_calls`)."""
    closed_at: Mapped[datetime | None]
    """Set where its owner closed it, or somebody a topic: it is read, and nothing more is said."""
    unanswered_since: Mapped[datetime | None]
    """Set while all whom its beginner wrote to are asked and none has taken it up: then little may be said."""


TERM_KINDS = (Kind.PAIR, Kind.PEOPLE, Kind.ROOM)
"""The kinds of conversation that have a term of their own; a topic's messages are kept as long as its room's."""
term_kind = case((Conversation.kind == Kind.TOPIC, Kind.ROOM.value), else_=Conversation.kind)
"""The kind whose term holds for a conversation, as a column."""


def pair_key(one: UUID, other: UUID) -> str:
    """What the conversation of two people is found by, whoever of them asks."""
    return ":".join(sorted((str(one), str(other))))


class Participant(Model):
    """A person in a conversation, and how far they have read.

    In a pair and among people this row is the right to read. In a group's room and its topics the membership is, and
    the row only remembers: it is made when there is something to remember.
    """

    __tablename__ = "participant"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    last_read_seq: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    """When they last read on; None as long as they never did, and once they marked a message as unread."""
    shown_read_seq: Mapped[int | None]
    """How far others were shown that they had read, where they marked as unread what stands before that."""
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
    is_followed: Mapped[bool | None]
    """Of a topic: whether it stays in the person's list, and is heard though its room is muted. True for who opened it
    or wrote in it, False once they said that they do not want that, None as long as neither is so."""


class Term(Model):
    """For how many days messages are kept in a kind of conversation; without a row they are kept without end."""

    __tablename__ = "message_term"
    __table_args__ = (
        CheckConstraint("kind IN ('pair', 'people', 'room')", name="kind"),
        CheckConstraint("days > 0", name="days"),
    )

    kind: Mapped[str] = mapped_column(String(6), primary_key=True)
    days: Mapped[int]
