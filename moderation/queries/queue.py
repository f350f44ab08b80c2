"""The queue: everything that waits for the people who moderate, by the clock and not by the loudest."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.paging import DEFAULT_LIMIT, Page
from moderation import clocks, policy
from moderation.models import Appeal, Case, CaseState, Decision, Report, Rumour, RumourState

WAITING = (CaseState.OPEN, CaseState.CLAIMED)


@dataclass(frozen=True)
class QueueItem:
    """Something that waits; its clock runs in working time."""

    id: UUID
    kind: str
    """`case`, `appeal` or `rumour`."""
    case_id: UUID | None
    priority: int
    state: str
    opened_at: datetime
    due_at: datetime
    slack: float
    assignee: Person | None = None
    holder: UUID | None = None
    report_count: int = 0
    category: str = ""
    subject: str = ""
    """What the target is (a post, a person…), or the measure that is contested."""
    rumour: Rumour | None = None
    waits_for_second: bool = False
    left_seconds: float = 0
    """The working time that is left; below 0 when late."""

    @property
    def place(self) -> tuple[float, int, datetime, UUID]:
        """Its place in the queue: least time left first, ties by severity, then the oldest."""
        return self.slack, self.priority, self.opened_at, self.id


def in_order(items: Iterable[QueueItem]) -> list[QueueItem]:
    """Things that wait, in the order in which they are to be looked into."""
    return sorted(items, key=lambda item: item.place)


def list_queue(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[QueueItem]:
    """What waits and the viewer may look into, least slack first.

    The slack is that of the moment of the first page, so that the order stays while one turns the pages.
    """
    now, after = _position(cursor) if cursor else (clock.now(), None)
    items = in_order([*_cases(viewer, now), *_appeals(viewer, now), *_rumours(now)])
    rest = [item for item in items if after is None or list(_key(item)) > after]
    page = rest[:limit]
    return Page(page, _cursor(now, page[-1]) if len(rest) > limit else None)


def count_late(items: Sequence[QueueItem]) -> int:
    """How many of these should have been done by now."""
    return sum(item.slack < 0 for item in items)


def has_waiting(viewer: Person) -> bool:
    """Whether something waits that nobody has taken yet."""
    free = select(Case.id).where(Case.state == CaseState.OPEN, Case.assignee_id.is_(None), policy.visible_to(viewer))
    return session.scalar(free.limit(1)) is not None


def _cases(viewer: Person, now: datetime) -> Iterator[QueueItem]:
    counts = select(func.count()).where(Report.case_id == Case.id).correlate(Case).scalar_subquery()
    pending = (
        select(Decision.id)
        .where(Decision.case_id == Case.id, Decision.in_force_at.is_(None), Decision.withdrawn_at.is_(None))
        .correlate(Case)
        .exists()
    )
    query = select(Case, counts, pending).where(Case.state.in_(WAITING), policy.visible_to(viewer))
    for case, reports, waits in session.execute(query.options(selectinload(Case.assignee))):
        slack = clocks.slack(case.due_at, case.allowed_seconds, now=now)
        yield QueueItem(
            id=case.id,
            kind="case",
            case_id=case.id,
            priority=case.priority,
            state=case.present_state,
            opened_at=case.opened_at,
            due_at=case.due_at,
            slack=slack,
            left_seconds=slack * case.allowed_seconds,
            assignee=case.assignee,
            holder=case.holder,
            report_count=reports,
            category=case.category,
            subject=case.target_type,
            waits_for_second=waits,
        )


def _appeals(viewer: Person, now: datetime) -> Iterator[QueueItem]:
    query = select(Appeal).where(Appeal.outcome.is_(None), policy.judgeable_by(viewer))
    for appeal in session.scalars(query.options(selectinload(Appeal.decision))):
        slack = clocks.slack(appeal.due_at, appeal.allowed_seconds, now=now)
        yield QueueItem(
            id=appeal.id,
            kind="appeal",
            case_id=appeal.case_id,
            priority=clocks.APPEAL_PRIORITY,
            state=CaseState.OPEN,
            opened_at=appeal.at,
            due_at=appeal.due_at,
            slack=slack,
            left_seconds=slack * appeal.allowed_seconds,
            subject=appeal.decision.measure,
        )


def _rumours(now: datetime) -> Iterator[QueueItem]:
    for rumour in session.scalars(select(Rumour).where(Rumour.state == RumourState.UNVERIFIED)):
        slack = clocks.slack(rumour.due_at, rumour.allowed_seconds, now=now)
        yield QueueItem(
            id=rumour.id,
            kind="rumour",
            case_id=None,
            priority=clocks.RUMOUR_PRIORITY,
            state=CaseState.OPEN,
            opened_at=rumour.opened_at,
            due_at=rumour.due_at,
            slack=slack,
            left_seconds=slack * rumour.allowed_seconds,
            rumour=rumour,
        )


def _key(item: QueueItem) -> tuple[float, int, str, str]:
    return item.slack, item.priority, item.opened_at.isoformat(), str(item.id)


def _cursor(now: datetime, item: QueueItem) -> str:
    text = json.dumps([now.isoformat(), *_key(item)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _position(cursor: str) -> tuple[datetime, list[Any]]:
    wrong = Invalid(cursor="not a cursor of this list")
    try:
        now, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        moment = datetime.fromisoformat(now)
        if [type(part) for part in key] != [float, int, str, str] or moment.tzinfo is None:
            raise wrong
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise wrong from None
    return moment, key
