"""Who is outside their hours: of many people at once, by their attention and their absences; derived, never kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.workingtime import holidays_around
from app.notifications.attention import Attention
from app.notifications.models import Absence, AttentionSetting
from app.notifications.queries import attention_in

Span = tuple[date, date]
AT_ANY_HOUR = Attention(keeps_quiet=False)
"""The hours of who chose none: the house's, which hold back mails, say nothing of when somebody works."""


def who_is_off(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of some people who are outside the hours that they chose at this moment, or away.

    Most have chosen nothing: whose wishes are the same are judged once. Three statements for any number of people.
    """
    now = clock.now()
    holidays = holidays_around(now.year)
    alike: dict[tuple[Attention, str, tuple[Span, ...]], list[UUID]] = defaultdict(list)
    for person_id, wishes in _wishes(person_ids).items():
        alike[wishes].append(person_id)
    return {
        person_id
        for (attention, time_zone, absences), people in alike.items()
        if attention.first_moment(now, time_zone=time_zone, absences=absences, holidays=holidays) > now
        for person_id in people
    }


def _wishes(person_ids: Collection[UUID]) -> dict[UUID, tuple[Attention, str, tuple[Span, ...]]]:
    ids = list(person_ids)
    chosen = {
        row.person_id: attention_in(row)
        for row in session.scalars(select(AttentionSetting).where(AttentionSetting.person_id.in_(ids)))
    }
    absences: dict[UUID, list[Span]] = defaultdict(list)
    for absence in session.scalars(select(Absence).where(Absence.person_id.in_(ids)).order_by(Absence.first_day)):
        absences[absence.person_id].append((absence.first_day, absence.last_day))
    zones = session.execute(select(Person.id, Person.time_zone).where(Person.id.in_(ids)))
    return {
        person_id: (chosen.get(person_id, AT_ANY_HOUR), time_zone, tuple(absences[person_id]))
        for person_id, time_zone in zones
    }
