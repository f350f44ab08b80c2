"""Moments as forms send them: by the clock of whoever types them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask_babel import gettext as _
from flask_babel import to_user_timezone, to_utc

from app.core.errors import Invalid


def typed_moment(fields: Mapping[str, str], name: str) -> datetime | None:
    """The moment in a field for date and time; None where it was left empty. Raises Invalid with the field's name."""
    text = fields.get(name, "").strip()
    try:
        moment = datetime.fromisoformat(text) if text else None
        return moment if moment is None or moment.tzinfo else to_utc(moment).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Invalid(**{name: _("This is not a time.")}) from None


def as_typed(moment: datetime) -> str:
    """A moment as such a field holds it."""
    by_their_clock: datetime = to_user_timezone(moment)
    return by_their_clock.strftime("%Y-%m-%dT%H:%M")
