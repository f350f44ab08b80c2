"""What the pages of moderation are sent, as services take it; raises Invalid for what cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import get_timezone
from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.ids import parse_id
from app.people.queries import get_person_by_handle
from moderation.models import AppealOutcome, Category, FactSide, Measure, RumourState, TargetKind

Form = Mapping[str, str]

SUSPENSION_DAYS = (1, 3, 7, 14, 30)
NO_CONTACT_DAYS = (7, 30, 90, 180, 365)
REVIEW_DAYS = (7, 30, 90, 365)
MOST_DAYS = 3650


def parse_report(form: Form) -> dict[str, Any]:
    """What somebody tells moderation."""
    try:
        category = Category(form.get("category", ""))
    except ValueError:
        raise Invalid(category=_("Say what is wrong with it.")) from None
    return {
        "category": category,
        "statement": form.get("statement", ""),
        "confidential": form.get("confidential", "1") == "1",
    }


def parse_decision(form: Form, *, viewer: Person) -> dict[str, Any]:
    """A measure with its reason, its article and its end; whom a no-contact order protects is named by their handle."""
    try:
        measure = Measure(form.get("measure", ""))
    except ValueError:
        raise Invalid(measure=_("Choose a measure.")) from None
    return {
        "measure": measure,
        "reason": form.get("reason", ""),
        "article": _number(form, "article"),
        "until": _end(form, measure),
        "item": _item(form.get("item", "")) if measure is Measure.HIDE else None,
        "person": _identifier(form.get("person", "")),
        **(_order(form, viewer) if measure is Measure.NO_CONTACT else {}),
    }


def _order(form: Form, viewer: Person) -> dict[str, Any]:
    handle = form.get("other", "").strip().removeprefix("@")
    try:
        other = get_person_by_handle(handle, viewer=viewer)
    except NotFound:
        raise Invalid(between=_("Nobody has this handle.")) from None
    return {"other": other.id, "one_way": form.get("one_way") == "1"}


def _end(form: Form, measure: Measure) -> datetime | None:
    if measure not in {Measure.HIDE, Measure.NO_CONTACT, Measure.SUSPEND}:
        return None
    days = _number(form, f"{measure}_days")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(until=_("Choose a moment to come."))
    return clock.now() + timedelta(days=days)


def _number(form: Form, name: str) -> int:
    try:
        return int(form.get(name, ""))
    except ValueError:
        return 0


def _item(text: str) -> tuple[TargetKind, UUID] | None:
    """A thing written as "post:identifier"; nothing means everything."""
    kind, _colon, identifier = text.partition(":")
    if not text:
        return None
    try:
        return TargetKind(kind), parse_id(identifier)
    except (ValueError, NotFound):
        raise Invalid(item=_("This is not part of the case.")) from None


def _identifier(text: str) -> UUID | None:
    try:
        return parse_id(text) if text else None
    except NotFound:
        raise Invalid(person=_("The case does not concern this person.")) from None


def parse_person(form: Form) -> UUID:
    """Whom a case is handed to; raises NotFound."""
    return parse_id(form.get("person_id", ""))


def parse_note(form: Form) -> dict[str, Any]:
    """A note, or a fact that speaks for or against, with the day it happened."""
    side = form.get("side", "")
    try:
        day = datetime.strptime(form["happened_on"], "%Y-%m-%d").date() if form.get("happened_on") else None  # noqa: DTZ007 (a day has no time zone)
    except ValueError:
        raise Invalid(happened_on=_("This is no date.")) from None
    happened_at = datetime.combine(day, time(12), _zone()).astimezone(UTC) if day else None
    return {
        "body": form.get("body", ""),
        "side": FactSide(side) if side in set(FactSide) else None,
        "happened_at": happened_at,
    }


def _zone() -> ZoneInfo:
    zone: ZoneInfo = get_timezone()
    return zone


def parse_judgement(form: Form) -> dict[str, Any]:
    """What becomes of an appeal."""
    try:
        outcome = AppealOutcome(form.get("outcome", ""))
    except ValueError:
        raise Invalid(outcome=_("Choose what becomes of the decision.")) from None
    return {"outcome": outcome, "reason": form.get("reason", "")}


def parse_verdict(form: Form) -> dict[str, Any]:
    """What is known of a claim."""
    try:
        state = RumourState(form.get("state", ""))
    except ValueError:
        raise Invalid(state=_("Choose what is known of it.")) from None
    return {"state": state, "statement": form.get("statement", ""), "source_url": form.get("source_url", "")}


def parse_copy(form: Form) -> tuple[TargetKind, UUID]:
    """A post or comment by its address, as one copies it from the browser: /posts/…, with #comment-… for a comment."""
    address = form.get("address", "").strip()
    path, _hash, fragment = address.partition("#")
    kind, text = TargetKind.POST, path.rstrip("/").rpartition("/posts/")[2].partition("/")[0]
    if fragment.startswith("comment-"):
        kind, text = TargetKind.COMMENT, fragment.removeprefix("comment-")
    try:
        return kind, parse_id(text)
    except NotFound:
        raise Invalid(address=_("Give the address of a post or a comment.")) from None
