"""Contesting a decision, and judging that, by somebody who took no part in it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from moderation import clocks, policy
from moderation.events import AppealDecided, AppealFiled
from moderation.models import (
    Appeal,
    AppealOutcome,
    Case,
    CaseState,
    Decision,
    EventKind,
    Measure,
    PartySide,
    Report,
)
from moderation.services.effects import end_effects, shorten_effects
from moderation.services.filing import checked_words, lock, note_event
from moderation.services.handling import free, lock_seen
from moderation.services.reviewing import CONTESTABLE, reopen
from moderation.services.telling import tell_of_appeal

LONGEST_STATEMENT = 5000


def file_appeal(decision: Decision, *, statement: str, actor: Person) -> Appeal:
    """Contest a decision: whom it concerns, or who reported, once each, within six months.

    Raises NotFound for anybody else, Conflict where it is too late, contested already or overturned.
    """
    clocks.calendar()  # takes a second the first time: not inside the transaction
    return _file_appeal(decision, statement, actor)


@command
def _file_appeal(decision: Decision, statement: str, actor: Person) -> Appeal:
    case = decision.case
    lock(case)
    session.refresh(decision)
    side = standing_in(decision, actor)
    if side is None:
        raise NotFound
    if not is_contestable(decision):
        raise Conflict(_("It is too late to contest this decision."))
    earlier = select(Appeal.id).where(Appeal.decision_id == decision.id, Appeal.appellant_id == actor.id)
    if session.scalar(earlier) is not None:
        raise Conflict(_("You have contested this decision already."))
    appeal = Appeal(
        decision_id=decision.id,
        case_id=case.id,
        appellant_id=actor.id,
        side=side,
        statement=checked_words(statement, "statement", longest=LONGEST_STATEMENT),
        due_at=clocks.due(clock.now(), clocks.APPEAL_WITHIN),
        allowed_seconds=clocks.APPEAL_WITHIN,
        decided_by=decision.decided_by,
        seconded_by=decision.seconded_by,
        concerned_id=decision.person_id,
    )
    session.add(appeal)
    session.flush()
    note_event(case, EventKind.APPEALED, actor_id=actor.id if side is PartySide.CONCERNED else None)
    record(AppealFiled(appeal.id, decision.id))
    return appeal


def standing_in(decision: Decision, person: Person) -> PartySide | None:
    """On which side somebody may contest a decision; None where they must not even know of it."""
    if decision.in_force_at is None:
        return None
    if decision.person_id == person.id:
        return None if decision.measure == Measure.DISMISS else PartySide.CONCERNED
    if person.id in decision.bound:
        return PartySide.CONCERNED
    reported = select(Report.id).where(Report.case_id == decision.case_id, Report.reporter_id == person.id)
    return PartySide.REPORTER if session.scalar(reported.limit(1)) is not None else None


def is_contestable(decision: Decision) -> bool:
    """Whether it is still early enough, and something is left to contest."""
    since = decision.in_force_at
    return since is not None and decision.overturned_at is None and clock.now() < since + CONTESTABLE


def judge_appeal(
    appeal: Appeal, *, outcome: AppealOutcome, reason: str, until: datetime | None = None, actor: Person
) -> None:
    """Uphold a decision, amend it (`until` lets its measure end earlier) or overturn it; both sides are told.

    Overturned for whom it concerns, everything it did is taken back (for the other one whom a no-contact order binds,
    what it did to them alone); overturned for who reported, the case is open
    again for somebody else. Raises NotFound for a party, Forbidden for who took part in the case, Conflict where it
    is judged already.
    """
    clocks.calendar()  # takes a second the first time: not inside the transaction
    _judge_appeal(appeal, outcome, reason, until, actor)


@command
def _judge_appeal(appeal: Appeal, outcome: AppealOutcome, reason: str, until: datetime | None, actor: Person) -> None:
    case, decision = appeal.case, appeal.decision
    lock_seen(case, actor)
    session.refresh(appeal)
    demand(policy.can_judge(actor, appeal), _("An appeal is judged by somebody who took no part in the case."))
    if appeal.outcome is not None:
        raise Conflict(_("This appeal is judged already."))
    appeal.reason = checked_words(reason, "reason", longest=LONGEST_STATEMENT)
    appeal.outcome, appeal.judged_by, appeal.judged_at = outcome, actor.id, clock.now()
    if until is not None:
        _shorten(decision, outcome, until, actor)
    if outcome is AppealOutcome.OVERTURN:
        _overturn(case, decision, appeal, actor)
    session.flush()
    note_event(case, EventKind.APPEAL_DECIDED, actor_id=actor.id, body=appeal.reason)
    tell_of_appeal(appeal)
    _close_if_settled(case)
    record(AppealDecided(appeal.id, decision.id))


def _shorten(decision: Decision, outcome: AppealOutcome, until: datetime, actor: Person) -> None:
    since, end = decision.in_force_at, decision.until
    if outcome is not AppealOutcome.AMEND or since is None or end is None or not clock.now() < until < end:
        raise Invalid(until=_("An amended measure ends earlier than before."))
    decision.lasts_seconds = int((until - since).total_seconds())
    shorten_effects(decision, until, actor=actor)


def _overturn(case: Case, decision: Decision, appeal: Appeal, actor: Person) -> None:
    if appeal.side == PartySide.CONCERNED and appeal.appellant_id == decision.other_id:
        end_effects(decision, on=decision.other_id, actor=actor)  # the order goes on, one way
        return
    decision.overturned_at = clock.now()
    if appeal.side == PartySide.CONCERNED:
        end_effects(decision, actor=actor)
    elif case.state in {CaseState.DECIDED, CaseState.CLOSED}:
        reopen(case, priority=case.priority)
    else:  # opened again meanwhile: nobody goes on with what was decided
        free(case)


def _close_if_settled(case: Case) -> None:
    waiting = select(Appeal.id).where(Appeal.case_id == case.id, Appeal.outcome.is_(None))
    if case.state == CaseState.DECIDED and session.scalar(waiting.limit(1)) is None:
        case.state, case.closed_at = CaseState.CLOSED, clock.now()
        note_event(case, EventKind.CLOSED, actor_id=None)
