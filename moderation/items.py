"""Moderation's things as the interface and the pages give them: plain items, with only what the viewer may know."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.core.paging import MOST, Page
from moderation import clocks, queries
from moderation.models import Appeal, Case, CaseItem, Decision, Report, Rumour, TargetKind
from moderation.services.reviewing import CONTESTABLE
from moderation.targets import what_became_of
from moderation.words import place_words

Item = dict[str, Any]


def report_items(reports: list[Report]) -> list[Item]:
    """One's own reports."""
    case_ids = [report.case_id for report in reports]
    readers, outcomes = queries.first_readers(case_ids), queries.outcomes_of(case_ids)
    return [_report_item(report, readers.get(report.case_id), outcomes.get(report.case_id)) for report in reports]


def _report_item(report: Report, reader: tuple[Any, str] | None, outcome: Decision | None) -> Item:
    read_at, role = reader or (None, None)
    return {
        "id": report.id,
        "target": {"type": TargetKind(report.target_type), "id": str(report.target_id)},
        "category": report.category,
        "statement": report.statement,
        "confidential": report.confidential,
        "at": report.at,
        "state": report.case.present_state,
        "read_by": report.read_by,
        "read_at": read_at,
        "read_by_role": role,
        "outcome": _outcome_item(outcome, report.reporter) if outcome else None,
    }


def _outcome_item(decision: Decision, viewer: Person) -> Item:
    own = next((appeal for appeal in decision.appeals if appeal.appellant_id == viewer.id), None)
    decided_at = decision.in_force_at or decision.at
    return {
        "id": decision.id,
        "measure": decision.measure,
        "reason": decision.reason,
        "article": decision.article,
        "decided_at": decided_at,
        "contestable_until": decided_at + CONTESTABLE,
        "appeal": own_appeal_item(own) if own else None,
    }


def own_appeal_item(appeal: Appeal) -> Item:
    """One's own appeal."""
    return {
        "id": str(appeal.id),
        "decision_id": str(appeal.decision_id),
        "statement": appeal.statement,
        "at": appeal.at,
        "due_at": appeal.due_at,
        "outcome": appeal.outcome,
        "reason": appeal.reason,
    }


def own_decision_item(decision: Decision, viewer: Person) -> Item:
    """A decision as the person reads it whom it concerns; nothing in it says who reported."""
    return {
        **_outcome_item(decision, viewer),
        "decided_by": decision.decider,
        "until": decision.until,
        **_order_item(decision),
        "automated": False,
        "overturned_at": decision.overturned_at,
        "items": [_case_item(item) for item in queries.list_items_of(decision, viewer)],
    }


def _order_item(decision: Decision) -> Item:
    """Between whom contact is forbidden, and who alone is bound where it goes one way."""
    bound = decision.bound
    between = [decision.person, decision.other] if decision.other is not None else None
    return {"between": between, "one_way": bound[0] if len(bound) == 1 else None}


def decision_item(decision: Decision) -> Item:
    """A decision as those read it who look after the case."""
    return {
        "id": decision.id,
        "case_id": decision.case_id,
        "measure": decision.measure,
        "reason": decision.reason,
        "article": decision.article,
        "person": decision.person,
        **_order_item(decision),
        "decided_by": decision.decider,
        "at": decision.at,
        "in_force_at": decision.in_force_at,
        "until": decision.until,
        "waits_for_second": decision.waits_for_second,
        "overturned_at": decision.overturned_at,
    }


def appeal_item(appeal: Appeal) -> Item:
    """An appeal as those read it who judge it; not who contests, for it may be a reporter who stays unknown."""
    return {
        "id": appeal.id,
        "case_id": appeal.case_id,
        "decision": decision_item(appeal.decision),
        "side": appeal.side,
        "statement": appeal.statement,
        "at": appeal.at,
        "due_at": appeal.due_at,
        "outcome": appeal.outcome,
        "reason": appeal.reason,
        "judged_at": appeal.judged_at,
    }


def case_item(case: Case, *, viewer: Person) -> Item:
    """A case with its file."""
    reporters = queries.reporters_of(case, viewer=viewer)
    is_held = case.holder is not None
    given = queries.list_decisions(case)
    return {
        "id": case.id,
        "reference": case.reference,
        "state": case.present_state,
        "priority": case.priority,
        "category": case.category,
        "target": {"type": TargetKind(case.target_type), "id": str(case.target_id)},
        "opened_at": case.opened_at,
        "due_at": case.due_at,
        "slack": clocks.slack(case.due_at, case.allowed_seconds, now=clock.now()),
        "assignee": case.assignee,
        "claimed_by": case.holder,
        "lease_until": case.lease_until if is_held else None,
        "report_count": len(case.reports),
        "reports": [_case_report(report, reporters.get(report.id)) for report in case.reports],
        "items": [_case_item(item) for item in case.items],
        "concerned": queries.list_concerned(case),
        "events": case.events,
        "decisions": [decision_item(decision) for decision in given],
        "attempts": [item for decision in given for item in attempts_page(decision, limit=MOST).items],
    }


def attempts_page(decision: Decision, **arguments: Any) -> Page[Item]:
    """What was tried in spite of an order, as a page."""
    page = queries.attempts_under(decision, **arguments)
    return Page([_attempt_item(decision, each) for each in page.items], page.next)


def _attempt_item(decision: Decision, attempt: queries.Attempt) -> Item:
    return {
        "decision_id": decision.id,
        "person": attempt.person,
        "other": attempt.other,
        "kind": attempt.kind,
        "at": attempt.at,
        "tries": attempt.tries,
    }


def _case_report(report: Report, reporter: Person | None) -> Item:
    return {
        "id": report.id,
        "category": report.category,
        "statement": report.statement,
        "confidential": report.confidential,
        "at": report.at,
        "reporter": reporter,
    }


def _case_item(item: CaseItem) -> Item:
    return {
        "type": item.target_type,
        "id": item.target_id,
        "author": item.author,
        "place": place_words(item),
        "written_at": item.written_at,
        "since": what_became_of(item),
        "evidence": item.evidence,
    }


def rumour_item(rumour: Rumour, *, viewer: Person) -> Item:
    """A claim and what is known of it."""
    exposed, corrected = queries.count_reach(rumour, viewer=viewer)
    return {
        "id": rumour.id,
        "claim": {"fr": rumour.claim_fr, "en": rumour.claim_en},
        "state": rumour.state,
        "statement": rumour.statement or None,
        "source_url": rumour.source_url,
        "owner_department": rumour.owner_department,
        "opened_at": rumour.opened_at,
        "due_at": rumour.due_at,
        "settled_at": rumour.settled_at,
        "copies": queries.count_copies(rumour, viewer=viewer),
        "exposed": exposed,
        "corrected": corrected,
    }
