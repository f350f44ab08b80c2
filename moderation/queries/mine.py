"""What people read of their own: what they reported, what was decided about them, and what they can contest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person, Role
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from moderation.models import (
    CaseEvent,
    CaseItem,
    Decision,
    Effect,
    EventKind,
    Measure,
    Notice,
    Report,
)


def list_reports_by(reporter: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Report]:
    """What somebody reported, newest first."""
    query = select(Report).where(Report.reporter_id == reporter.id).options(joinedload(Report.case))
    return paginate(query, by=[Report.id], limit=limit, cursor=cursor)


def first_readers(case_ids: Sequence[UUID]) -> dict[UUID, tuple[datetime, str]]:
    """When each file was opened first, and in which role; never by whom."""
    rows = session.scalars(
        select(CaseEvent)
        .where(CaseEvent.case_id.in_(case_ids), CaseEvent.kind == EventKind.VIEWED)
        .order_by(CaseEvent.number.desc())
    )
    return {event.case_id: (event.at, _role(event.actor)) for event in rows}


def _role(reader: Person | None) -> str:
    is_moderator = reader is not None and reader.has(Role.MODERATOR)
    return Role.MODERATOR if is_moderator else Role.TRUSTED_PERSON


def outcomes_of(case_ids: Sequence[UUID]) -> dict[UUID, Decision]:
    """The last decision in force of each case: what its reporters were told."""
    rows = session.scalars(
        select(Decision)
        .where(Decision.case_id.in_(case_ids), Decision.in_force_at.is_not(None))
        .options(selectinload(Decision.appeals))
        .order_by(Decision.id)
    )
    return {decision.case_id: decision for decision in rows}


def list_decisions_about(person: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Decision]:
    """What was decided about somebody, newest first; what was found to be nothing is not told."""
    query = select(Decision).where(_tells(person)).options(joinedload(Decision.decider))
    return paginate(query, by=[Decision.id], limit=limit, cursor=cursor)


def get_contestable(decision_id: UUID, *, viewer: Person) -> Decision:
    """A decision that the viewer was told of, because it is about them or answers their report; raises NotFound.

    Somebody who is suspended has those about them only.
    """
    own_reports = select(Report.case_id).where(Report.reporter_id == viewer.id)
    binds = select(Effect.id).where(Effect.decision_id == Decision.id, Effect.target_id == viewer.id)
    concerns = and_(_tells(viewer), or_(Decision.person_id == viewer.id, binds.exists()))
    told = or_(concerns, and_(Decision.case_id.in_(own_reports), Decision.in_force_at.is_not(None)))
    known = concerns if viewer.is_suspended else told
    decision = session.scalar(select(Decision).where(Decision.id == decision_id, known))
    if decision is None:
        raise NotFound
    return decision


def _tells(person: Person) -> ColumnElement[bool]:
    about = or_(Decision.person_id == person.id, Decision.other_id == person.id)
    return and_(about, Decision.measure != Measure.DISMISS, Decision.in_force_at.is_not(None))


def list_items_of(decision: Decision, person: Person) -> list[CaseItem]:
    """What a decision about somebody is about: their own words, nobody else's."""
    query = select(CaseItem).where(CaseItem.case_id == decision.case_id, CaseItem.author_id == person.id)
    return list(session.scalars(query.order_by(CaseItem.written_at, CaseItem.id)))


def find_notice(notice_id: UUID) -> Notice | None:
    """Something that was told, for listeners that pass it on to its person."""
    return session.get(Notice, notice_id)
