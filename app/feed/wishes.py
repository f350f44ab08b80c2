"""What a post is to carry beside its text, read from the composer's fields or from what the interface is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.agenda.forms import read_event
from app.core.errors import Invalid, NotFound
from app.core.folding import one_line
from app.core.ids import parse_id
from app.core.moments import typed_moment
from app.feed import queries
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.people.queries import get_department
from app.polls.forms import read_poll

SAID_BY_THE_POST = {"body", "time_zone"}
"""What an event has of its own when it is planned by itself: with a post, its text and its author's clock."""


def poll_from_form(fields: Mapping[str, str]) -> NewPoll:
    """A poll whose options stand one a line. Raises Invalid."""
    return NewPoll(**read_poll(fields))


def poll_from_value(value: Any) -> NewPoll:
    """A poll as the interface's schema gives it."""
    return NewPoll(**value)


def event_from_form(fields: Mapping[str, str]) -> NewEvent:
    """An event as the agenda's own form has it, by its author's clock; the post says the rest. Raises Invalid."""
    own = {name.removeprefix("event_"): value for name, value in fields.items() if name.startswith("event_")}
    try:
        wished = read_event(own)
    except Invalid as error:
        raise Invalid(**{f"event_{field}": words for field, words in error.errors.items()}) from None
    return NewEvent(**{name: value for name, value in wished.items() if name not in SAID_BY_THE_POST})


def event_from_value(value: Any) -> NewEvent:
    """An event as the interface's schema gives it."""
    return NewEvent(**value)


def announcement_from_form(fields: Mapping[str, str]) -> NewAnnouncement:
    """An announcement with the moments that were typed. Raises Invalid."""
    deadline, expires_at = (typed_moment(fields, f"announcement_{name}") for name in ("deadline", "expires_at"))
    departments = _departments(fields.get("announcement_departments", ""))
    return NewAnnouncement("announcement_confirm" in fields, deadline, expires_at, departments)


def announcement_from_value(value: Any) -> NewAnnouncement:
    """An announcement as the interface's schema gives it."""
    departments = (value["audience"] or {}).get("department_ids", ())
    return NewAnnouncement(value["confirm"], value["deadline"], value["expires_at"], departments)


def praise_from_form(fields: Mapping[str, str]) -> NewPraise:
    """Thanks to people whose names or handles stand between commas. Raises Invalid."""
    people = queries.find_named(fields.get("praise_people", ""), field="praise_people", viewer=current_person())
    value = fields.get("praise_value", "")
    try:
        return NewPraise(people, parse_id(value) if value else None)
    except NotFound:
        raise Invalid(praise_value=_("Choose one of these.")) from None


def praise_from_value(value: Any) -> NewPraise:
    """Thanks as the interface's schema gives them."""
    return NewPraise(**value)


def _departments(text: str) -> list[UUID]:
    """The departments whose names stand between commas. Raises Invalid."""
    return [_department(name) for piece in text.split(",") if (name := one_line(piece))]


def _department(name: str) -> UUID:
    try:
        return get_department(name).id
    except NotFound:
        raise Invalid(announcement_departments=_("There is no department called “%(name)s”.", name=name)) from None
