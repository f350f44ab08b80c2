"""Rows of what was reported: reports, the cases they make, their items, evidence, parties and events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.appending import append_only
from app.core.db import Model
from app.core.ids import new_id


class TargetKind(StrEnum):
    """What can be reported."""

    POST = "post"
    COMMENT = "comment"
    MESSAGE = "message"
    PERSON = "person"
    GROUP = "group"
    FILE = "file"
    PROPOSAL = "proposal"
    EVENT = "event"
    PAGE = "page"


class PlaceKind(StrEnum):
    """Where a reported thing stands."""

    ITSELF = "itself"
    HOUSE = "house"
    GROUP = "group"
    SECRET_GROUP = "secret_group"  # noqa: S105 (not a password)
    CONVERSATION = "conversation"


class Category(StrEnum):
    """What is wrong with it, as the reporter sees it."""

    HARASSMENT = "harassment"
    SEXUAL = "sexual"
    DISCRIMINATION = "discrimination"
    THREAT = "threat"
    RUMOUR = "rumour"
    CONFIDENTIALITY = "confidentiality"
    SPAM = "spam"
    OTHER = "other"


PRIORITIES = {
    Category.THREAT: 1,
    Category.SEXUAL: 1,
    Category.DISCRIMINATION: 1,
    Category.HARASSMENT: 2,
    Category.RUMOUR: 3,
    Category.CONFIDENTIALITY: 3,
    Category.SPAM: 4,
    Category.OTHER: 4,
}


class CaseState(StrEnum):
    """How far a case has come; a decided one is closed when it can no longer be contested."""

    OPEN = "open"
    CLAIMED = "claimed"
    DECIDED = "decided"
    CLOSED = "closed"


class PartySide(StrEnum):
    """What a person has to do with a case."""

    REPORTER = "reporter"
    CONCERNED = "concerned"


class FactSide(StrEnum):
    """What a fact speaks for: that a rule was broken, or that it was not."""

    FOR = "for"
    AGAINST = "against"


class EventKind(StrEnum):
    """What happens to a case."""

    REPORTED = "reported"
    VIEWED = "viewed"
    CLAIMED = "claimed"
    RELEASED = "released"
    ASSIGNED = "assigned"
    NOTED = "noted"
    PROPOSED = "proposed"
    DECIDED = "decided"
    NOTIFIED = "notified"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    REOPENED = "reopened"
    CLOSED = "closed"


def one_of(column: str, values: Iterable[str]) -> str:
    """The condition that a column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Case(Model):
    """What moderators look into: one target, and whatever was reported of it until it was decided."""

    __tablename__ = "moderation_case"
    __table_args__ = (
        CheckConstraint(one_of("state", CaseState), name="state"),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority"),
        CheckConstraint("allowed_seconds > 0", name="allowed"),
        CheckConstraint("(claimed_by IS NULL) = (lease_until IS NULL)", name="lease"),
        CheckConstraint("state <> 'claimed' OR claimed_by IS NOT NULL", name="claim"),
        CheckConstraint("state NOT IN ('decided', 'closed') OR decided_at IS NOT NULL", name="decided"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed"),
        Index("ix_moderation_case_state_due_at", "state", "due_at"),
        Index("ix_moderation_case_target_type_target_id", "target_type", "target_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(unique=True)
    """Counts the cases of the house; with the year it is what people call the case."""
    target_type: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[UUID]
    category: Mapped[str] = mapped_column(String(16))
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=CaseState.OPEN)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime]
    allowed_seconds: Mapped[int]
    """How much working time there was between the opening and `due_at`."""
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    claimed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    lease_until: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    last_event: Mapped[int] = mapped_column(default=0)

    items: Mapped[list[CaseItem]] = relationship(order_by="CaseItem.id", lazy="select")
    reports: Mapped[list[Report]] = relationship(order_by="Report.id", lazy="select")
    events: Mapped[list[CaseEvent]] = relationship(order_by="CaseEvent.number", lazy="select")
    parties: Mapped[list[CaseParty]] = relationship(lazy="select")
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])

    @property
    def reference(self) -> str:
        """What people call the case: the year it was opened in, and its number."""
        return f"{self.opened_at.year}-{self.number}"

    @property
    def holder(self) -> UUID | None:
        """Who holds the case at this moment; a lease that has run out holds nothing."""
        return self.claimed_by if self.lease_until is not None and self.lease_until > clock.now() else None

    @property
    def present_state(self) -> CaseState:
        """The state as it is now that some leases have run out."""
        is_free = self.state == CaseState.CLAIMED and self.holder is None
        return CaseState.OPEN if is_free else CaseState(self.state)


class CaseParty(Model):
    """Somebody who has a stake in a case and therefore neither sees nor judges it."""

    __tablename__ = "moderation_party"
    __table_args__ = (
        CheckConstraint(one_of("side", PartySide), name="side"),
        Index("ix_moderation_party_person_id_case_id", "person_id", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_case.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    side: Mapped[str] = mapped_column(String(9), primary_key=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Report(Model):
    """What somebody told moderation, and whether they were told what became of it."""

    __tablename__ = "moderation_report"
    __table_args__ = (
        CheckConstraint(one_of("target_type", TargetKind), name="target_type"),
        CheckConstraint(one_of("category", Category), name="category"),
        CheckConstraint("closed_at IS NULL OR told_at IS NOT NULL", name="told"),
        Index("ix_moderation_report_reporter_id_at", "reporter_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    reporter_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    target_type: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[UUID]
    category: Mapped[str] = mapped_column(String(16))
    statement: Mapped[str] = mapped_column(Text)
    confidential: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    read_by: Mapped[datetime]
    """When, at the latest, somebody will have read it: what the reporter was promised."""
    told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="reports")
    reporter: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class CaseItem(Model):
    """One thing that a case is about."""

    __tablename__ = "moderation_item"
    __table_args__ = (
        CheckConstraint(one_of("target_type", TargetKind), name="target_type"),
        CheckConstraint(one_of("place_kind", PlaceKind), name="place_kind"),
        UniqueConstraint("case_id", "target_type", "target_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_case.id"))
    target_type: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[UUID]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    place_kind: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(80), default="")
    """The name of the group it stands in, unless even that must not be told."""
    written_at: Mapped[datetime]

    author: Mapped[Person | None] = relationship(lazy="joined")
    evidence: Mapped[list[Evidence]] = relationship(order_by="Evidence.id", lazy="selectin")


class Evidence(Model):
    """What an item read like when it was reported; edits and deletions do not change it."""

    __tablename__ = "moderation_evidence"
    __table_args__ = (UniqueConstraint("item_id", "sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_item.id"))
    text: Mapped[str] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(default=list)
    """What readers saw of its files (see `app.files.items`), which are kept as long as this is."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the text, and of the identifiers of the files behind it."""
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)


class CaseEvent(Model):
    """Who did what with a case, when; never changed, never removed, each bound to the one before it by a hash."""

    __tablename__ = "moderation_event"
    __table_args__ = (
        CheckConstraint(one_of("kind", EventKind), name="kind"),
        CheckConstraint(f"side IS NULL OR {one_of('side', FactSide)}", name="side"),
        UniqueConstraint("case_id", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("moderation_case.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for the system, and for a reporter who is to stay unknown."""
    at: Mapped[datetime] = mapped_column(default=clock.now)
    body: Mapped[str] = mapped_column(Text, default="")
    side: Mapped[str | None] = mapped_column(String(7))
    """What a noted fact speaks for; None for a plain note and for every other event."""
    happened_at: Mapped[datetime | None]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    actor: Mapped[Person | None] = relationship(lazy="joined")


append_only(CaseEvent)
append_only(Evidence)
