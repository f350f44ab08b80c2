"""What time brings: cases that nobody can contest any more, and hidden things that somebody looks at again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.events import command
from moderation import clocks
from moderation.models import Appeal, Case, CaseState, Decision, Effect, EventKind, Measure, Report
from moderation.services.filing import lock, note_event
from moderation.services.handling import free

REVIEW_PRIORITY = 4
CONTESTABLE = timedelta(days=184)
"""How long a decision can be contested: six months, at their longest."""


def reopen(case: Case, *, priority: int) -> None:
    """Put a decided case back into the queue with a fresh clock, inside a running command; what was done stays done."""
    free(case)
    case.assignee_id = case.closed_at = None
    case.priority, case.allowed_seconds = priority, clocks.MEASURE_WITHIN[priority]
    case.due_at = clocks.due(clock.now(), case.allowed_seconds)
    for report in session.scalars(select(Report).where(Report.case_id == case.id)).all():
        report.closed_at = None
    note_event(case, EventKind.REOPENED, actor_id=None)


def reopen_for_review() -> None:
    """Put the cases back into the queue whose hidden things were to be looked at again by now; idempotent."""
    clocks.calendar()  # takes a second the first time: not inside the transaction
    _reopen_for_review()


@command
def _reopen_for_review() -> None:
    over = (
        select(Decision.case_id)
        .join(Effect, Effect.decision_id == Decision.id)
        .where(Decision.measure == Measure.HIDE, Effect.ended_at.is_(None), Effect.until <= clock.now())
    )
    settled = Case.state.in_((CaseState.DECIDED, CaseState.CLOSED))
    for case in session.scalars(select(Case).where(Case.id.in_(over), settled)).all():
        lock(case)
        reopen(case, priority=REVIEW_PRIORITY)


@command
def close_settled_cases() -> None:
    """Close the cases that can no longer be contested; idempotent."""
    contested = select(Appeal.case_id).where(Appeal.outcome.is_(None))
    over = (Case.state == CaseState.DECIDED, Case.decided_at < clock.now() - CONTESTABLE)
    for case in session.scalars(select(Case).where(*over, Case.id.not_in(contested))).all():
        case.state, case.closed_at = CaseState.CLOSED, clock.now()
        note_event(case, EventKind.CLOSED, actor_id=None)
