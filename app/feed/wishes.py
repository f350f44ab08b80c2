"""What a post is to carry beside its text, read from the composer's fields or from what the interface is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Invalid, NotFound
from app.core.folding import one_line
from app.core.ids import parse_id
from app.feed import queries
from app.feed.models import Results
from app.feed.moments import typed_moment
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.people.queries import get_department


def poll_from_form(fields: Mapping[str, str]) -> NewPoll:
    """A poll whose options stand one a line. Raises Invalid."""
    return NewPoll(
        options=fields.get("poll_options", "").splitlines(),
        question=fields.get("poll_question", ""),
        multiple="poll_multiple" in fields,
        anonymous="poll_anonymous" in fields,
        closes_at=typed_moment(fields, "poll_closes_at"),
        results=_results(fields.get("poll_results", Results.ALWAYS)),
    )


def poll_from_value(value: Any) -> NewPoll:
    """A poll as the interface's schema gives it."""
    return NewPoll(**value)


def event_from_form(fields: Mapping[str, str]) -> NewEvent:
    """An event with the times that were typed, by its author's clock. Raises Invalid."""
    starts_at = _typed_time(fields, "event_starts_at")
    if starts_at is None:
        raise Invalid(event_starts_at=_("Say when it begins."))
    return NewEvent(
        title=fields.get("event_title", ""),
        starts_at=starts_at,
        ends_at=_typed_time(fields, "event_ends_at"),
        place=fields.get("event_place", ""),
        seats=_seats(fields.get("event_seats", "")),
    )


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


def _typed_time(fields: Mapping[str, str], name: str) -> datetime | None:
    """A time as it was typed, without a zone: whether the clock ever shows it is found out when it is planned."""
    text = fields.get(name, "").strip()
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(**{name: _("This is not a time.")}) from None


def _seats(text: str) -> int | None:
    tidy = "".join(text.split())
    if tidy and not (tidy.isascii() and tidy.isdecimal() and len(tidy) < 10):
        raise Invalid(event_seats=_("A number is expected."))
    return int(tidy) if tidy else None


def _departments(text: str) -> list[UUID]:
    """The departments whose names stand between commas. Raises Invalid."""
    return [_department(name) for piece in text.split(",") if (name := one_line(piece))]


def _department(name: str) -> UUID:
    try:
        return get_department(name).id
    except NotFound:
        raise Invalid(announcement_departments=_("There is no department called “%(name)s”.", name=name)) from None


def _results(name: str) -> Results:
    try:
        return Results(name)
    except ValueError:
        raise Invalid(poll_results=_("Choose one of these.")) from None
