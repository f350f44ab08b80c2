"""What the fields of a poll send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.moments import typed_moment
from app.polls.models import Results


def read_poll(fields: Mapping[str, str]) -> dict[str, Any]:
    """The values of a wish for a poll whose options stand one a line. Raises Invalid."""
    return {
        "options": fields.get("poll_options", "").splitlines(),
        "question": fields.get("poll_question", ""),
        "multiple": "poll_multiple" in fields,
        "anonymous": "poll_anonymous" in fields,
        "closes_at": typed_moment(fields, "poll_closes_at"),
        "results": _results(fields.get("poll_results", Results.ALWAYS)),
    }


def _results(name: str) -> Results:
    try:
        return Results(name)
    except ValueError:
        raise Invalid(poll_results=_("Choose one of these.")) from None
