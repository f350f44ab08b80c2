"""What decisions do, through the services of the rooms that own the things: beginning it and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from app.accounts.models import Person
from app.accounts.services import end_suspension, suspend_person
from app.core import clock
from app.core.db import session
from app.people.services import allow_contact, forbid_contact
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
        else:
            _bind_as_decided(decision, effect.target_id, actor=actor)


def end_effects(decision: Decision, *, on: UUID | None = None, actor: Person) -> None:
    """Take back what a decision did, to one person or thing alone where `on` names it, but for what another decision
    still does. Repeating changes nothing.
    """
    for effect in decision.effects:
        if on in {None, effect.target_id}:
            _end(decision, effect, actor)


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
        if decision.measure != Measure.HIDE and effect.ended_at is None:
            _bind_as_decided(decision, effect.target_id, actor=actor)


def _end(decision: Decision, effect: Effect, actor: Person) -> None:
    if effect.ended_at is not None:
        return
    effect.ended_at = clock.now()
    session.flush()
    if decision.measure != Measure.HIDE:
        _bind_as_decided(decision, effect.target_id, actor=actor)
    elif not _running(Measure.HIDE, effect.target_type, effect.target_id):
        restore_target(TargetKind(effect.target_type), effect.target_id, actor=actor)


def _bind_as_decided(decision: Decision, person_id: UUID, *, actor: Person) -> None:
    """Let what binds a person last as long as the last decision of its kind says."""
    if decision.measure == Measure.SUSPEND:
        _suspend_as_decided(person_id, actor=actor)
    elif decision.measure == Measure.NO_CONTACT:
        (other_id,) = {decision.person_id, decision.other_id} - {person_id}
        _keep_apart_as_decided(person_id, other_id, actor=actor)


def _suspend_as_decided(person_id: UUID, *, actor: Person) -> None:
    """Suspend until the last of the decisions that run ends, or not at all."""
    person = session.get_one(Person, person_id)
    end = _last_end(_running(Measure.SUSPEND, TargetKind.PERSON, person_id))
    if end is not None:
        suspend_person(person, until=end, actor=actor)
    else:
        end_suspension(person, actor=actor)


def _keep_apart_as_decided(person_id: UUID, other_id: UUID | None, *, actor: Person) -> None:
    """The same for a person who must not contact another."""
    person, other = session.get_one(Person, person_id), session.get_one(Person, other_id)
    between = or_(Decision.person_id == other_id, Decision.other_id == other_id)
    end = _last_end(_running(Measure.NO_CONTACT, TargetKind.PERSON, person_id, between))
    if end is not None:
        forbid_contact(person, other, until=end, actor=actor)
    else:
        allow_contact(person, other, actor=actor)


def _last_end(effects: Sequence[Effect]) -> datetime | None:
    """When the last of some effects ends; None where that is over."""
    last = max((effect.until for effect in effects if effect.until is not None), default=None)
    return last if last is not None and last > clock.now() else None


def _running(measure: Measure, kind: str, target_id: UUID, *which: ColumnElement[bool]) -> Sequence[Effect]:
    """What decisions in force still do to a thing by one measure."""
    in_force: ColumnElement[bool] = Decision.in_force_at.is_not(None)
    query = select(Effect).join(Decision, Decision.id == Effect.decision_id)
    same = (Effect.target_type == kind, Effect.target_id == target_id, Effect.ended_at.is_(None))
    return session.scalars(query.where(*same, in_force, Decision.measure == measure, *which)).all()
