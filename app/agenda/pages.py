"""What the agenda's pages and the parts beside other pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.models import Person
from app.agenda import policy, queries
from app.agenda.items import card_of
from app.agenda.models import Event
from app.agenda.wording import When, said_day, when
from app.core.errors import ParvisError
from app.groups.models import Group
from app.groups.pages import stand_in
from app.groups.queries import list_own_groups

NAMES_SHOWN = 60
TYPED = ("title", "place", "link", "body")


@dataclass(frozen=True)
class Row:
    """An event in a list, with the group it stands in and what the viewer answered."""

    card: Mapping[str, Any]
    when: When
    group: Group | None
    answer: Mapping[str, Any] | None


@dataclass(frozen=True)
class Day:
    """The events that begin on one day."""

    date: date
    title: str
    rows: Sequence[Row]


def rows_of(events: Iterable[Event], viewer: Person) -> list[Row]:
    """Events as lists show them to somebody."""
    shown = list(events)
    answers = queries.answers_of(viewer, [event.id for event in shown])
    cards = [(event, card_of(event)) for event in shown]
    return [Row(card, when(card), event.group, answers.get(event.id)) for event, card in cards]


def by_day(rows: Sequence[Row]) -> list[Day]:
    """Rows in their order, those of one day together."""
    days = groupby(rows, key=lambda row: row.when.first)
    return [Day(day, said_day(day), list(of_day)) for day, of_day in days]


def show_event(event: Event, viewer: Person) -> str:
    """The page of an event: when, where, who comes, and the viewer's own answer."""
    if event.group is not None:
        stand_in(event.group)
    row = rows_of([event], viewer)[0]
    return render_template(
        "agenda/event.html",
        event=event,
        row=row,
        answers=queries.list_answers(event, viewer=viewer, limit=NAMES_SHOWN),
        may_answer=policy.is_ahead(event),
        may_change=policy.can_change(viewer, event),
    )


def show_form(viewer: Person, form: Mapping[str, str], errors: Mapping[str, str], event: Event | None = None) -> str:
    """The form of an event, new or there already, with what was typed."""
    places = [] if event else places_of(viewer)
    return render_template(
        "agenda/edit.html" if event else "agenda/new.html",
        event=event,
        form=form,
        errors=errors,
        places=places,
        zones=sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")),
    )


def keep_text(form: Mapping[str, str], error: ParvisError) -> ResponseReturnValue:
    """A page that gives back the words of an event that is gone, or not for the actor to change any more."""
    why = _("This event is not here any more, or not yours to change. Copy your text before you leave.")
    return render_template(
        "errors/kept.html", text="\n\n".join(form.get(name, "") for name in TYPED), why=why
    ), error.status


def places_of(viewer: Person) -> list[tuple[str, str]]:
    """Where the viewer may plan, by identifier and name; the whole house has no identifier."""
    return [(str(group.id), group.name) for group in list_own_groups(viewer)]
