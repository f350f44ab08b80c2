"""The agenda's rows: events and what people answered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.groups.models import Group


class Reply(StrEnum):
    """What somebody answers to an event."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Event(Model):
    """Something that people meet for: those of a group, or the whole house where `group_id` is None."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        Index("ix_event_group_id_ends_at", "group_id", "ends_at"),
        Index("ix_event_ends_at", "ends_at"),
        Index("ix_event_starts_at_id", "starts_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer_version: Mapped[int]
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The first moment after it. One that takes whole days begins and ends at midnight of its own time zone."""
    time_zone: Mapped[str] = mapped_column(String(60))
    is_all_day: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int | None]
    """For how many there is room; None for everybody."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    told_near_at: Mapped[datetime | None]
    """When it was told that it is near; None again where it moved."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Rises with each change that calendars must hear of (RFC 5545, SEQUENCE)."""
    version: Mapped[int] = mapped_column(default=1)
    """Rises with everything that a reader sees of it; part of the keys of cached fragments."""
    yes_count: Mapped[int] = mapped_column(default=0)
    maybe_count: Mapped[int] = mapped_column(default=0)
    waiting_count: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the newest answer, whatever became of it."""

    author: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()

    @property
    def is_over(self) -> bool:
        """Whether its end has passed."""
        return self.ends_at <= clock.now()

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now must wait for a seat."""
        return self.seats is not None and self.yes_count >= self.seats


class Answer(Model):
    """What a person answered to an event; a yes without a seat waits for one."""

    __tablename__ = "event_answer"
    __table_args__ = (
        CheckConstraint("reply IN ('yes', 'maybe', 'no')", name="reply"),
        CheckConstraint("reply = 'yes' OR NOT is_waiting", name="waiting"),
        Index("ix_event_answer_event_id_is_waiting_number", "event_id", "is_waiting", "number"),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    reply: Mapped[str] = mapped_column(String(5))
    is_waiting: Mapped[bool] = mapped_column(default=False)
    number: Mapped[int]
    """The order of the answers to one event, taken in the writing transaction: who waits first moves up first."""
    at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()

    @property
    def has_seat(self) -> bool:
        """Whether the person comes and need not wait."""
        return self.reply == Reply.YES and not self.is_waiting


class CalendarAddress(Model):
    """A secret address by which a calendar reads somebody's events, or those of one group; the row keeps its hash."""

    __tablename__ = "calendar_address"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()
