"""What a post is to carry beside its text, read from the composer's fields or from what the interface is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import to_utc

from app.core.errors import Invalid
from app.feed.models import Results
from app.feed.services.polling import NewPoll


def poll_from_form(fields: Mapping[str, str]) -> NewPoll:
    """A poll whose options stand one a line. Raises Invalid."""
    return NewPoll(
        options=fields.get("poll_options", "").splitlines(),
        question=fields.get("poll_question", ""),
        multiple="poll_multiple" in fields,
        anonymous="poll_anonymous" in fields,
        closes_at=_moment(fields, "poll_closes_at"),
        results=_results(fields.get("poll_results", Results.ALWAYS)),
    )


def poll_from_value(value: Any) -> NewPoll:
    """A poll as the interface's schema gives it."""
    return NewPoll(**value)


def _results(name: str) -> Results:
    try:
        return Results(name)
    except ValueError:
        raise Invalid(poll_results=_("Choose one of these.")) from None


def _moment(fields: Mapping[str, str], name: str) -> datetime | None:
    """A time by the reader's clock; None where there is none."""
    text = fields.get(name, "").strip()
    try:
        moment = datetime.fromisoformat(text) if text else None
        return moment if moment is None or moment.tzinfo else to_utc(moment).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Invalid(**{name: _("This is not a time.")}) from None
