"""Choosing by which ways, and when, one is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.events import command, record
from app.notifications.attention import Attention, Rhythm
from app.notifications.events import AttentionChosen
from app.notifications.kinds import COMPULSORY, Kind
from app.notifications.models import Absence, AttentionSetting, NotificationSetting
from app.notifications.queries import attention_of, list_absences, settings_of

LONGEST_ABSENCE = timedelta(days=366)
MOST_ABSENCES = 50


@command
def choose(choices: Mapping[Kind, Mapping[str, bool]], *, actor: Person) -> None:
    """Choose by which ways one is told; what is left out stays, and decisions about oneself always come.

    Each way is chosen for itself: what is wanted by mail alone waits on no screen.
    """
    present = settings_of(actor.id)
    for kind, ways in choices.items():
        if kind not in COMPULSORY:
            session.merge(NotificationSetting(person_id=actor.id, kind=kind, **(present[kind] | dict(ways))))


@command
def choose_attention(*, actor: Person, **wishes: Any) -> Attention:
    """Choose when one is told: the fields of `Attention` that are given change, the others stay.

    The same as before changes nothing: who never chose goes on with the house. Raises Invalid for a day, hour or
    rhythm that there is not, and for a week without a day.
    """
    present = attention_of(actor.id)
    wanted = replace(present, **wishes)
    _check(wanted)
    wanted = replace(wanted, working_days=tuple(sorted(set(wanted.working_days))), digest=Rhythm(wanted.digest))
    if wanted == present:
        return present
    session.merge(AttentionSetting(person_id=actor.id, **asdict(wanted) | {"working_days": list(wanted.working_days)}))
    record(AttentionChosen(actor.id))
    return wanted


def _check(wanted: Attention) -> None:
    if not wanted.working_days or not set(wanted.working_days) <= set(range(7)):
        raise Invalid(working_days=_("Choose at least one day on which you may be notified."))
    if wanted.digest not in set(Rhythm) or wanted.digest_day not in range(7):
        raise Invalid(digest=_("Choose how often."))
    if wanted.digest_hour not in range(24):
        raise Invalid(digest_hour=_("Choose an hour of the day."))


@command
def plan_absence(first_day: date, last_day: date, *, actor: Person) -> Absence:
    """Be away on these days, both included; the same days again change nothing.

    Raises Invalid for days in the wrong order, in the past or too many of them.
    """
    _check_days(first_day, last_day)
    mine = select(Absence).where(Absence.person_id == actor.id)
    found = session.scalar(mine.where(Absence.first_day == first_day, Absence.last_day == last_day))
    if found is not None:
        return found
    if len(list_absences(actor)) >= MOST_ABSENCES:
        raise Invalid(first_day=_("You have planned too many absences; remove one first."))
    absence = Absence(person_id=actor.id, first_day=first_day, last_day=last_day)
    session.add(absence)
    session.flush()
    return absence


def _check_days(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise Invalid(last_day=_("The last day comes before the first."))
    if last_day < (clock.now() - timedelta(days=1)).date():
        raise Invalid(last_day=_("These days are over."))
    if last_day - first_day > LONGEST_ABSENCE:
        raise Invalid(last_day=_("An absence lasts a year at most."))


@command
def cancel_absence(absence_id: UUID, *, actor: Person) -> None:
    """Be there after all; repeating, and naming another's, change nothing."""
    absence = session.get(Absence, absence_id)
    if absence is not None and absence.person_id == actor.id:
        session.delete(absence)
