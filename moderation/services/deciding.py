"""Deciding a case: a measure with its reason and its article, by one person who holds it, or by two."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from moderation import policy
from moderation.articles import demand_article
from moderation.events import CaseDecided
from moderation.models import (
    Case,
    CaseItem,
    CaseState,
    Decision,
    EventKind,
    Measure,
    PartySide,
    TargetKind,
)
from moderation.models.decisions import LONGEST_ALONE, LONGEST_NO_CONTACT, LONGEST_SUSPENSION
from moderation.services.effects import begin_effects, end_earlier_effects, keep_effects
from moderation.services.filing import checked_words, note_event
from moderation.services.handling import demand_undecided, free, lock_seen
from moderation.services.telling import tell_concerned, tell_reporters
from moderation.targets import can_be_hidden

OFFERED = (Measure.DISMISS, Measure.REMIND, Measure.HIDE, Measure.NO_CONTACT, Measure.SUSPEND)
REVIEW_AFTER = timedelta(days=90)
"""When something hidden is looked at again, where the decision does not say."""
LONGEST_REASON = 5000
ENDLESS = (Measure.DISMISS, Measure.REMIND)

Reference = tuple[TargetKind, UUID]


@command
def decide_case(
    case: Case,
    *,
    measure: Measure,
    reason: str,
    article: int,
    until: datetime | None = None,
    item: Reference | None = None,
    person: UUID | None = None,
    other: UUID | None = None,
    one_way: bool = False,
    actor: Person,
) -> Decision:
    """Decide a case that the actor holds; both sides are told. A suspension of more than seven days waits for a second.

    `item` says what is hidden (else all that the person wrote), `person` whom it concerns (else the author of the
    item or of the target), `other` whom that person must not contact, who is bound too unless it goes `one_way`.
    `until` is when it ends: needed to suspend, at most 30 days ahead, and to forbid contact, at most 365; what is
    hidden is looked at again then, or after 90 days. Raises Conflict without a valid claim, Invalid for what does not
    go together.
    """
    lock_seen(case, actor)
    demand_undecided(case)
    if case.holder != actor.id:
        raise Conflict(_("Take the case first: only one person at a time decides it."))
    cited = demand_article(article)
    if measure not in OFFERED:
        raise Invalid(measure=_("This measure is not offered yet."))
    decision = Decision(
        case_id=case.id,
        measure=measure,
        reason=checked_words(reason, "reason", longest=LONGEST_REASON),
        article=cited.number,
        code_version=cited.version,
        person_id=_person_concerned(case, measure, item, person),
        decided_by=actor.id,
        lasts_seconds=_seconds(measure, until),
    )
    decision.other_id = _other(decision, other)
    return _propose(case, decision, _affected(case, decision, item, one_way=one_way), actor)


def _propose(case: Case, decision: Decision, affected: list[Reference], actor: Person) -> Decision:
    """Let it take the place of what waited for a second person, and come into force where it may."""
    waiting = (Decision.case_id == case.id, Decision.in_force_at.is_(None), Decision.withdrawn_at.is_(None))
    session.execute(update(Decision).where(*waiting).values(withdrawn_at=clock.now()))
    session.add(decision)
    session.flush()
    keep_effects(decision, affected)
    if needs_second(decision):
        free(case)
        case.assignee_id = None
        note_event(case, EventKind.PROPOSED, actor_id=actor.id, body=decision.reason)
    else:
        _put_in_force(case, decision, actor)
    return decision


def needs_second(decision: Decision) -> bool:
    """Whether one person alone must not decide this."""
    alone = LONGEST_ALONE.total_seconds()
    return decision.measure == Measure.SUSPEND and (decision.lasts_seconds or 0) > alone


@command
def second_decision(decision: Decision, *, actor: Person) -> None:
    """Agree, as the second person, to a decision that needs two; it comes into force.

    Raises NotFound for a party, Forbidden for who proposed it, Conflict where it does not wait any more.
    """
    case = decision.case
    lock_seen(case, actor)
    session.refresh(decision)
    demand(policy.can_second(actor, decision), _("It takes somebody else to agree."))
    if not decision.waits_for_second or case.state in {CaseState.DECIDED, CaseState.CLOSED}:
        raise Conflict(_("This decision does not wait for anybody."))
    if case.holder not in {None, actor.id}:
        raise Conflict(_("Somebody else holds this case."))
    decision.seconded_by = actor.id
    _put_in_force(case, decision, actor)


def _put_in_force(case: Case, decision: Decision, actor: Person) -> None:
    decision.in_force_at = case.decided_at = clock.now()
    session.flush()
    begin_effects(decision, actor=actor)
    end_earlier_effects(decision, actor=actor)
    case.state, case.claimed_by, case.lease_until = CaseState.DECIDED, None, None
    note_event(case, EventKind.DECIDED, actor_id=actor.id, body=decision.reason)
    tell_concerned(decision)
    tell_reporters(decision)
    note_event(case, EventKind.NOTIFIED, actor_id=None)
    record(CaseDecided(case.id, decision.id))


def _person_concerned(case: Case, measure: Measure, item: Reference | None, person: UUID | None) -> UUID | None:
    """Whom the decision concerns; raises Invalid for somebody whom the case does not."""
    author = _author(case, item or (TargetKind(case.target_type), case.target_id))
    concerned = [party.person_id for party in case.parties if party.side == PartySide.CONCERNED]
    if person is not None and person not in concerned:
        raise Invalid(person=_("The case does not concern this person."))
    chosen = person or author
    if chosen is None and measure is not Measure.DISMISS:
        raise Invalid(person=_("Say whom the measure is for."))
    return chosen


def _other(decision: Decision, other: UUID | None) -> UUID | None:
    """Whom a no-contact order is about beside the person it concerns; raises Invalid."""
    if decision.measure != Measure.NO_CONTACT:
        if other is not None:
            raise Invalid(between=_("Only a no-contact order is between two people."))
        return None
    is_somebody = other is not None and session.get(Person, other) is not None
    if not is_somebody or other in {decision.person_id, decision.decided_by}:
        raise Invalid(between=_("Say from whom they keep away: somebody else, and not you."))
    return other


def _author(case: Case, reference: Reference) -> UUID | None:
    found = next((item for item in case.items if (item.target_type, item.target_id) == reference), None)
    if found is None:
        raise Invalid(item=_("This is not part of the case."))
    return found.author_id


def _seconds(measure: Measure, until: datetime | None) -> int | None:
    """How long the measure lasts; raises Invalid."""
    if measure in ENDLESS:
        if until is not None:
            raise Invalid(until=_("This measure has no end."))
        return None
    if until is None:
        if measure is not Measure.HIDE:
            raise Invalid(until=_("This measure has an end."))
        return int(REVIEW_AFTER.total_seconds())
    lasts = int((until - clock.now()).total_seconds())
    if lasts <= 0:
        raise Invalid(until=_("Choose a moment to come."))
    if measure is Measure.SUSPEND and lasts > LONGEST_SUSPENSION.total_seconds():
        raise Invalid(until=_("A suspension lasts 30 days at most."))
    if measure is Measure.NO_CONTACT and lasts > LONGEST_NO_CONTACT.total_seconds():
        raise Invalid(until=_("A no-contact order lasts 365 days at most."))
    return lasts


def _affected(case: Case, decision: Decision, item: Reference | None, *, one_way: bool) -> list[Reference]:
    """What the measure is applied to; raises Invalid where there is nothing of the kind."""
    if decision.measure == Measure.NO_CONTACT:
        bound = [decision.person_id] if one_way else [decision.person_id, decision.other_id]
        return [(TargetKind.PERSON, person_id) for person_id in bound if person_id]
    if decision.measure == Measure.SUSPEND and decision.person_id:
        return [(TargetKind.PERSON, decision.person_id)]
    if decision.measure != Measure.HIDE:
        return []
    chosen = [one for one in case.items if _is_chosen(one, decision, item)]
    if not chosen:
        raise Invalid(item=_("There is nothing here that could be hidden."))
    return [(TargetKind(one.target_type), one.target_id) for one in chosen]


def _is_chosen(one: CaseItem, decision: Decision, item: Reference | None) -> bool:
    wanted = item is None or (one.target_type, one.target_id) == item
    return wanted and one.author_id == decision.person_id and can_be_hidden(one.target_type)
