"""What decisions do, through the services of the rooms that own the things: beginning it and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.accounts.services import end_suspension, suspend_person
from app.core import clock
from app.core.db import session
from moderation.models import Decision, Effect, Measure, TargetKind
from moderation.targets import hide_target, restore_target


def keep_effects(decision: Decision, targets: Iterable[tuple[TargetKind, UUID]]) -> None:
    """Note what a decision will do once it is in force."""
    session.add_all(Effect(decision_id=decision.id, target_type=kind, target_id=thing) for kind, thing in targets)
    session.flush()
    session.refresh(decision, ["effects"])


def begin_effects(decision: Decision, *, actor: Person) -> None:
    """Do what a decision says, as it comes into force."""
    for effect in decision.effects:
        effect.until = decision.until
        session.flush()
        if decision.measure == Measure.HIDE:
            hide_target(TargetKind(effect.target_type), effect.target_id, actor=actor)
        elif decision.measure == Measure.SUSPEND:
            _suspend_as_decided(effect.target_id, actor=actor)


def end_effects(decision: Decision, *, actor: Person) -> None:
    """Take back what a decision did, but for what another one still does. Repeating changes nothing."""
    for effect in decision.effects:
        _end(effect, decision.measure, actor)


def end_earlier_effects(decision: Decision, *, actor: Person) -> None:
    """Let the newest decision of a case be the one that counts: what earlier ones did ends."""
    earlier = select(Decision).where(Decision.case_id == decision.case_id, Decision.id != decision.id)
    for other in session.scalars(earlier.where(Decision.in_force_at.is_not(None))).all():
        end_effects(other, actor=actor)


def shorten_effects(decision: Decision, until: datetime, *, actor: Person) -> None:
    """Let what a decision does end earlier."""
    for effect in decision.effects:
        effect.until = until
        session.flush()
        if decision.measure == Measure.SUSPEND and effect.ended_at is None:
            _suspend_as_decided(effect.target_id, actor=actor)


def _end(effect: Effect, measure: str, actor: Person) -> None:
    if effect.ended_at is not None:
        return
    effect.ended_at = clock.now()
    session.flush()
    if measure == Measure.SUSPEND:
        _suspend_as_decided(effect.target_id, actor=actor)
    elif not _running(effect.target_type, effect.target_id):
        restore_target(TargetKind(effect.target_type), effect.target_id, actor=actor)


def _suspend_as_decided(person_id: UUID, *, actor: Person) -> None:
    """Suspend until the last of the decisions that run ends, or not at all."""
    person = session.get_one(Person, person_id)
    ends = [effect.until for effect in _running(TargetKind.PERSON, person_id) if effect.until is not None]
    if ends and max(ends) > clock.now():
        suspend_person(person, until=max(ends), actor=actor)
    else:
        end_suspension(person, actor=actor)


def _running(kind: str, target_id: UUID) -> Sequence[Effect]:
    """What decisions in force still do to a thing."""
    in_force: ColumnElement[bool] = Decision.in_force_at.is_not(None)
    query = select(Effect).join(Decision, Decision.id == Effect.decision_id)
    same = (Effect.target_type == kind, Effect.target_id == target_id, Effect.ended_at.is_(None))
    return session.scalars(query.where(*same, in_force)).all()
