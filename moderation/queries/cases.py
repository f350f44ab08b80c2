"""Cases, decisions and appeals as those read them who look after them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from moderation import policy
from moderation.models import Appeal, Case, CaseItem, CaseParty, CaseState, Decision, PartySide, Report, TargetKind


def get_case(case_id: UUID, *, viewer: Person) -> Case:
    """A case the viewer may know of, with its file; raises NotFound otherwise."""
    parts = (
        selectinload(Case.items),
        selectinload(Case.reports),
        selectinload(Case.events),
        selectinload(Case.parties),
    )
    case = session.scalar(select(Case).where(Case.id == case_id, policy.visible_to(viewer)).options(*parts))
    if case is None:
        raise NotFound
    return case


def get_decision(decision_id: UUID, *, viewer: Person) -> Decision:
    """A decision in a case the viewer may know of; raises NotFound otherwise."""
    decision = session.scalar(
        select(Decision).join(Decision.case).where(Decision.id == decision_id, policy.visible_to(viewer))
    )
    if decision is None:
        raise NotFound
    return decision


def get_appeal(appeal_id: UUID, *, viewer: Person) -> Appeal:
    """An appeal in a case the viewer may know of; raises NotFound otherwise."""
    appeal = session.scalar(select(Appeal).join(Appeal.case).where(Appeal.id == appeal_id, policy.visible_to(viewer)))
    if appeal is None:
        raise NotFound
    return appeal


def list_appeals(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Appeal]:
    """The appeals that wait and the viewer may judge, oldest first."""
    query = select(Appeal).where(Appeal.outcome.is_(None), policy.judgeable_by(viewer))
    query = query.options(joinedload(Appeal.decision))
    return paginate(query, by=[Appeal.id], descending=False, limit=limit, cursor=cursor)


def list_decisions(case: Case) -> list[Decision]:
    """What was decided in a case or proposed, oldest first."""
    query = select(Decision).where(Decision.case_id == case.id).order_by(Decision.id)
    people = (joinedload(Decision.decider), joinedload(Decision.person))
    return list(session.scalars(query.options(*people, selectinload(Decision.appeals))))


def list_concerned(case: Case) -> list[Person]:
    """The people whom a case concerns, by name."""
    rows = session.scalars(select(CaseParty).where(CaseParty.case_id == case.id, CaseParty.side == PartySide.CONCERNED))
    return sorted((party.person for party in rows), key=lambda person: person.name)


def reporters_of(case: Case, *, viewer: Person) -> dict[UUID, Person]:
    """Who filed which report, by report, as far as the viewer may know it."""
    rows = session.scalars(select(Report).where(Report.case_id == case.id))
    return {
        report.id: report.reporter
        for report in rows
        if policy.knows_reporter(viewer, case, confidential=report.confidential)
    }


def needed_messages(message_ids: Collection[UUID]) -> set[UUID]:
    """Those of some messages that a case is about which is not closed: what was decided may yet be turned round."""
    standing = CaseItem.target_type == TargetKind.MESSAGE, CaseItem.target_id.in_(message_ids)
    found = select(CaseItem.target_id).join(Case, Case.id == CaseItem.case_id).where(*standing)
    return set(session.scalars(found.where(Case.state != CaseState.CLOSED)))
