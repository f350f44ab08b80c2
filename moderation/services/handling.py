"""Handling a case: reading its file, holding it for a while, handing it on, and writing down facts."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from moderation import policy
from moderation.events import CaseClaimed
from moderation.models import Case, CaseEvent, CaseState, EventKind, FactSide
from moderation.services.filing import checked_words, lock, note_event

LEASE = timedelta(minutes=20)
LONGEST_NOTE = 5000
SAME_VIEW = timedelta(minutes=1)


@command
def note_view(case: Case, *, actor: Person) -> None:
    """Write down that somebody reads the file; turning its pages within a minute is one reading."""
    lock_seen(case, actor)
    lately = select(CaseEvent.id).where(
        CaseEvent.case_id == case.id,
        CaseEvent.kind == EventKind.VIEWED,
        CaseEvent.actor_id == actor.id,
        CaseEvent.at > clock.now() - SAME_VIEW,
    )
    if session.scalar(lately.limit(1)) is None:
        note_event(case, EventKind.VIEWED, actor_id=actor.id)


@command
def claim_case(case: Case, *, actor: Person) -> None:
    """Hold a case for twenty minutes, in which nobody else decides it; claiming again renews the lease.

    Raises NotFound for a party, Forbidden for somebody whose decision in it was overturned, Conflict where
    somebody else holds it or it is decided.
    """
    lock_seen(case, actor)
    demand(policy.can_hold(actor, case), _("Your decision in this case was overturned: somebody else decides now."))
    demand_undecided(case)
    _demand_free(case, actor)
    is_new = case.holder is None
    case.state, case.claimed_by, case.assignee_id = CaseState.CLAIMED, actor.id, actor.id
    case.lease_until = clock.now() + LEASE
    if is_new:
        note_event(case, EventKind.CLAIMED, actor_id=actor.id)
        record(CaseClaimed(case.id, actor.id))


@command
def release_case(case: Case, *, actor: Person) -> None:
    """Let go of a case that one holds, without giving a reason; repeating changes nothing."""
    lock_seen(case, actor)
    if case.holder == actor.id:
        free(case)
        case.assignee_id = None
        note_event(case, EventKind.RELEASED, actor_id=actor.id)


@command
def assign_case(case: Case, person: Person, *, actor: Person) -> None:
    """Hand a case to somebody who may hold it, and let go of it. Repeating changes nothing.

    Raises Invalid for a person who may not, Conflict where somebody else holds it or it is decided.
    """
    lock_seen(case, actor)
    demand_undecided(case)
    _demand_free(case, actor)
    if not person.may_enter or not policy.can_hold(person, case):
        raise Invalid(person_id=_("This person cannot take the case."))
    if case.assignee_id != person.id or case.holder is not None:
        free(case)
        case.assignee_id = person.id
        note_event(case, EventKind.ASSIGNED, actor_id=actor.id, body=person.name)


@command
def add_note(
    case: Case, *, body: str, side: FactSide | None = None, happened_at: datetime | None = None, actor: Person
) -> CaseEvent:
    """Write a note into the file, or a fact that speaks for or against, with the moment it happened."""
    lock_seen(case, actor)
    words = checked_words(body, "body", longest=LONGEST_NOTE)
    return note_event(
        case, EventKind.NOTED, actor_id=actor.id, body=words, side=side, happened_at=happened_at if side else None
    )


def lock_seen(case: Case, actor: Person) -> None:
    """Lock a case that the actor may see; raises NotFound otherwise."""
    lock(case)
    if not policy.can_see(actor, case):
        raise NotFound


def demand_undecided(case: Case) -> None:
    """Raise Conflict where there is nothing left to decide."""
    if case.state in {CaseState.DECIDED, CaseState.CLOSED}:
        raise Conflict(_("This case is decided already."))


def free(case: Case) -> None:
    """Let go of a case inside a running command."""
    case.state, case.claimed_by, case.lease_until = CaseState.OPEN, None, None


def _demand_free(case: Case, actor: Person) -> None:
    if case.holder is not None and case.holder != actor.id:
        raise Conflict(_("Somebody else holds this case."))
