"""Telling people: reasons to whom a decision concerns, the outcome to those who reported, each once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.events import record
from moderation.events import NoticeIssued
from moderation.models import Appeal, Decision, Measure, Notice, NoticeKind, PartySide, Report


def tell_concerned(decision: Decision) -> None:
    """Give the statement of reasons, of a no-contact order to both. Nobody is told that they were reported where
    nothing was found.
    """
    if decision.measure == Measure.DISMISS:
        return
    for person_id in (decision.person_id, decision.other_id):
        if person_id is not None:
            _tell(person_id, NoticeKind.REASONS, decision)


def tell_reporters(decision: Decision) -> None:
    """Tell everybody who reported what became of it, and close their reports."""
    for report in session.scalars(select(Report).where(Report.case_id == decision.case_id)).all():
        _tell(report.reporter_id, NoticeKind.OUTCOME, decision)
        report.told_at = report.closed_at = clock.now()


def tell_of_appeal(appeal: Appeal) -> None:
    """Tell who contested a decision what came of it, and the other side where it changes something for them."""
    decision = appeal.decision
    _tell(appeal.appellant_id, NoticeKind.APPEAL_OUTCOME, decision, appeal)
    if appeal.outcome == "uphold":
        return
    if appeal.side == PartySide.REPORTER:
        if decision.person_id is not None and decision.measure != Measure.DISMISS:
            _tell(decision.person_id, NoticeKind.APPEAL_OUTCOME, decision, appeal)
        return
    if decision.other_id is not None:
        _tell(decision.other_id, NoticeKind.APPEAL_OUTCOME, decision, appeal)
    for reporter_id in session.scalars(select(Report.reporter_id).where(Report.case_id == decision.case_id)).all():
        _tell(reporter_id, NoticeKind.APPEAL_OUTCOME, decision, appeal)


def tell_of_correction(person_id: UUID, rumour_id: UUID) -> None:
    """Tell somebody who had met a claim what is known of it now; once."""
    told = select(Notice.id).where(Notice.person_id == person_id, Notice.rumour_id == rumour_id)
    if session.scalar(told) is None:
        _issue(Notice(person_id=person_id, kind=NoticeKind.CORRECTION, rumour_id=rumour_id))


def _tell(person_id: UUID, kind: NoticeKind, decision: Decision, appeal: Appeal | None = None) -> None:
    appeal_id = appeal.id if appeal else None
    told = select(Notice.id).where(
        Notice.person_id == person_id,
        Notice.kind == kind,
        Notice.decision_id == decision.id,
        Notice.appeal_id.is_(None) if appeal_id is None else Notice.appeal_id == appeal_id,
    )
    if session.scalar(told) is not None:
        return
    _issue(
        Notice(person_id=person_id, kind=kind, case_id=decision.case_id, decision_id=decision.id, appeal_id=appeal_id)
    )


def _issue(notice: Notice) -> None:
    session.add(notice)
    session.flush()
    audit.write(f"notice.{notice.kind}", actor_id=None, target=f"notice:{notice.id}")
    record(NoticeIssued(notice.id, notice.person_id))
