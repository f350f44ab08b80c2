"""Who may see a case, hold it, decide it and judge an appeal: never somebody who has a stake in it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, select

from app.accounts.models import Person, Role
from app.core.db import session
from moderation.models import Appeal, Case, CaseEvent, CaseParty, Decision, EventKind, PartySide

TAKING_PART = (EventKind.CLAIMED, EventKind.NOTED, EventKind.PROPOSED, EventKind.DECIDED, EventKind.ASSIGNED)
"""What makes somebody a part of a case; reading its file does not."""


def can_moderate(person: Person) -> bool:
    """Moderators and trusted persons look after cases and rumours."""
    return person.has(Role.MODERATOR, Role.TRUSTED_PERSON)


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The cases the viewer may know of, as a filter for any query: those in which they have no stake."""
    if not can_moderate(viewer):
        return false()
    own = select(CaseParty.case_id).where(CaseParty.person_id == viewer.id)
    named = select(Decision.case_id).where(Decision.other_id == viewer.id)
    return and_(Case.id.not_in(own), Case.id.not_in(named))


def can_see(viewer: Person, case: Case) -> bool:
    """The same for one case."""
    return session.scalar(select(Case.id).where(Case.id == case.id, visible_to(viewer))) is not None


def can_hold(actor: Person, case: Case) -> bool:
    """Who sees a case may hold it, but for somebody whose decision in it was overturned."""
    overturned = select(Decision.id).where(
        Decision.case_id == case.id, Decision.decided_by == actor.id, Decision.overturned_at.is_not(None)
    )
    return can_see(actor, case) and session.scalar(overturned) is None


def judgeable_by(viewer: Person) -> ColumnElement[bool]:
    """The appeals the viewer may judge, as a filter for queries: of cases in which they took no part."""
    part = select(CaseEvent.case_id).where(CaseEvent.actor_id == viewer.id, CaseEvent.kind.in_(TAKING_PART))
    seen = select(Case.id).where(visible_to(viewer))
    return and_(Appeal.case_id.in_(seen), Appeal.case_id.not_in(part))


def can_judge(actor: Person, appeal: Appeal) -> bool:
    """The same for one appeal."""
    return session.scalar(select(Appeal.id).where(Appeal.id == appeal.id, judgeable_by(actor))) is not None


def can_second(actor: Person, decision: Decision) -> bool:
    """A decision that needs two people needs a second one who sees the case."""
    return decision.decided_by != actor.id and can_see(actor, decision.case)


def side_of(person: Person, case: Case) -> PartySide | None:
    """On which side of a case somebody stands; the one it concerns where on both."""
    own = select(CaseParty.side).where(CaseParty.case_id == case.id, CaseParty.person_id == person.id)
    sides = set(session.scalars(own))
    return next((side for side in (PartySide.CONCERNED, PartySide.REPORTER) if side in sides), None)


def knows_reporter(viewer: Person, case: Case, *, confidential: bool) -> bool:
    """A reporter's name is for those who see the case; a confidential one's only for whoever holds it."""
    return not confidential or case.holder == viewer.id


def can_read_rumours(person: Person) -> bool:
    """Everybody of the house may read what is known of a claim; guests see the labels in their groups."""
    return not person.is_guest
