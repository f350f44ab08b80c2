"""Reporting: what somebody tells moderation becomes a case, with evidence that nobody can change any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.events import command, record
from app.core.ids import new_id
from app.files.services import keep_files
from moderation import clocks
from moderation.attaching import holder_of
from moderation.events import ReportFiled
from moderation.models import (
    PRIORITIES,
    Case,
    CaseItem,
    CaseParty,
    CaseState,
    Category,
    EventKind,
    Evidence,
    PartySide,
    Report,
    TargetKind,
)
from moderation.services.filing import checked_words, lock, note_event
from moderation.targets import Target, find_target

LONGEST_STATEMENT = 5000
MOST_ITEMS = 20
SAME_WITHIN = timedelta(hours=1)

Reference = tuple[TargetKind, UUID]


def file_report(
    kind: TargetKind,
    target_id: UUID,
    *,
    category: Category,
    statement: str,
    confidential: bool = True,
    items: Sequence[Reference] = (),
    actor: Person,
) -> Report:
    """Tell moderation of something, and of other `items` by the same author or oneself that belong to it.

    Joins the case that is already looked into, or opens one. The same words about the same thing within an hour
    are the same report. Raises NotFound for what the actor does not see, Invalid for an unfit statement, too many
    items, those of third persons, and for oneself.
    """
    clocks.calendar()  # takes a second the first time: not inside the transaction
    words = checked_words(statement, "statement", longest=LONGEST_STATEMENT)
    report = Report(id=new_id(), reporter_id=actor.id, category=category, statement=words, confidential=confidential)
    return _file_report(report, (kind, target_id), items, actor)


@command
def _file_report(report: Report, reference: Reference, items: Sequence[Reference], actor: Person) -> Report:
    target = find_target(*reference, viewer=actor)
    others = _find_items(items, target, actor)
    if target.author_id == actor.id:
        raise Invalid(target=_("This is yours. You can change or delete it yourself."))
    return _same_report(target, report) or _keep(report, target, others, actor)


def _find_items(items: Sequence[Reference], target: Target, actor: Person) -> list[Target]:
    if len(items) > MOST_ITEMS:
        raise Invalid(items=_("At most %(most)d things in one report.", most=MOST_ITEMS))
    found = [find_target(kind, item_id, viewer=actor) for kind, item_id in items]
    if any(item.author_id not in {target.author_id, actor.id} for item in found):
        raise Invalid(items=_("Add only what the same person wrote, or you yourself."))
    return [item for item in found if (item.kind, item.id) != (target.kind, target.id)]


def _same_report(target: Target, report: Report) -> Report | None:
    return session.scalar(
        select(Report).where(
            Report.reporter_id == report.reporter_id,
            Report.target_type == target.kind,
            Report.target_id == target.id,
            Report.category == report.category,
            Report.statement == report.statement,
            Report.at > clock.now() - SAME_WITHIN,
            Report.closed_at.is_(None),
        )
    )


def _keep(report: Report, target: Target, others: Iterable[Target], actor: Person) -> Report:
    reporter = None if report.confidential else actor.id
    # Before anything is looked up: on PostgreSQL its lock puts one report behind the other, so that they share a case.
    audit.write("report.filed", actor_id=reporter, target=f"report:{report.id}", category=report.category)
    case = _open_case_of(target) or _open_case(target, Category(report.category))
    lock(case)
    _hurry(case, Category(report.category))
    report.case_id, report.target_type, report.target_id = case.id, target.kind, target.id
    report.read_by = clocks.due(clock.now(), clocks.READ_WITHIN[case.priority])
    session.add(report)
    for item in (target, *others):
        _keep_evidence(case, item)
    _add_party(case, actor.id, PartySide.REPORTER)
    for person_id in target.concerned:
        _add_party(case, person_id, PartySide.CONCERNED)
    note_event(case, EventKind.REPORTED, actor_id=None if report.confidential else actor.id)
    session.flush()
    record(ReportFiled(report.id, case.id))
    return report


def _open_case_of(target: Target) -> Case | None:
    return session.scalar(
        select(Case).where(
            Case.target_type == target.kind,
            Case.target_id == target.id,
            Case.state.in_((CaseState.OPEN, CaseState.CLAIMED)),
        )
    )


def _open_case(target: Target, category: Category) -> Case:
    priority = PRIORITIES[category]
    allowed = clocks.MEASURE_WITHIN[priority]
    case = Case(
        number=(session.scalar(select(func.max(Case.number))) or 0) + 1,
        target_type=target.kind,
        target_id=target.id,
        category=category,
        priority=priority,
        due_at=clocks.due(clock.now(), allowed),
        allowed_seconds=allowed,
    )
    session.add(case)
    session.flush()
    return case


def _hurry(case: Case, category: Category) -> None:
    """A graver report makes the case more urgent; a lighter one never makes it wait."""
    priority = PRIORITIES[category]
    if priority < case.priority:
        allowed = clocks.MEASURE_WITHIN[priority]
        case.category, case.priority, case.allowed_seconds = category, priority, allowed
        case.due_at = min(case.due_at, clocks.due(clock.now(), allowed))


def _keep_evidence(case: Case, target: Target) -> None:
    """Keep the words and files as they are now; the same are kept once."""
    item = session.scalar(
        select(CaseItem).where(
            CaseItem.case_id == case.id, CaseItem.target_type == target.kind, CaseItem.target_id == target.id
        )
    )
    if item is None:
        item = CaseItem(
            case_id=case.id,
            target_type=target.kind,
            target_id=target.id,
            author_id=target.author_id,
            place_kind=target.place.kind,
            place=target.place.name,
            written_at=target.written_at,
        )
        session.add(item)
        session.flush()
    sha256 = hashlib.sha256("\0".join([target.text, *(file["id"] for file in target.files)]).encode()).hexdigest()
    kept = select(Evidence.id).where(Evidence.item_id == item.id, Evidence.sha256 == sha256)
    if session.scalar(kept) is None:
        evidence = Evidence(id=new_id(), item_id=item.id, text=target.text, sha256=sha256)
        evidence.files = keep_files(holder_of(evidence), target.files)
        session.add(evidence)


def _add_party(case: Case, person_id: UUID, side: PartySide) -> None:
    if session.get(CaseParty, (case.id, person_id, side)) is None:
        session.add(CaseParty(case_id=case.id, person_id=person_id, side=side))
