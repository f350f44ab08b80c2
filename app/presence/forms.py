"""What the page of one's presence sends, parsed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.core.errors import Invalid
from app.core.spans import Span, end_of, end_of_day

SPANS = (Span.HALF_HOUR, Span.HOUR, Span.TODAY, Span.THIS_WEEK)
UNTIL_A_DAY = "day"


def parse_status(form: MultiDict[str, str], *, viewer: Person) -> dict[str, Any]:
    """A status with its end. Raises Invalid."""
    return {"text": form.get("text", ""), "icon": form.get("icon", ""), "until": parse_end(form, viewer=viewer)}


def parse_end(form: MultiDict[str, str], *, viewer: Person) -> datetime:
    """Until when, by the reader's clock: for one of the spans, or to the end of a day. Raises Invalid."""
    span = form.get("span", "")
    if span == UNTIL_A_DAY:
        return end_of_day(_day(form.get("day", "")), viewer.time_zone)
    end = end_of(Span(span), viewer.time_zone) if span in SPANS else None
    if end is None:
        raise Invalid(span=_("Choose for how long."))
    return end


def parse_shown(form: MultiDict[str, str]) -> dict[str, bool]:
    """What others may see: switches, of which one left out is a no."""
    return {name: name in form for name in ("appears_offline", "shows_typing", "shows_receipts")}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(day=_("Give a day.")) from None
