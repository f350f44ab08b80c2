"""What the pages of outreach send, read into plain values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import to_utc
from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.core.ids import parse_id
from app.outreach.models import Kind
from app.outreach.services import Decision


class NewChannel(TypedDict):
    """What setting up a channel takes."""

    kind: str
    name: str
    config: dict[str, str]


def parse_moment(text: str, field: str) -> datetime | None:
    """A local date and time as browsers write it, in the reader's time zone; None for nothing. Raises Invalid."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(**{field: _("A date and a time, such as 2026-12-24 09:30.")}) from None
    return moment if moment.tzinfo else to_utc(moment).replace(tzinfo=UTC)


def parse_channels(form: MultiDict[str, str]) -> list[UUID]:
    """The channels that were ticked. Raises Invalid where there is none."""
    chosen = [parse_id(value) for value in form.getlist("channel_id")]
    if not chosen:
        raise Invalid(channel_id=_("Choose at least one network."))
    return chosen


def parse_new_channel(form: MultiDict[str, str]) -> NewChannel:
    """What is left empty of a Mastodon account is told by the service."""
    kind = form.get("kind", "")
    return NewChannel(kind=kind, name=form.get("name", ""), config=parse_config(form) if kind == Kind.MASTODON else {})


def parse_config(form: MultiDict[str, str]) -> dict[str, str]:
    """The settings of a Mastodon account."""
    return {name: form.get(name, "") for name in ("instance_url", "access_token")}


def parse_decision(form: MultiDict[str, str]) -> Decision:
    """Raises Invalid for a decision that does not exist."""
    try:
        return Decision(form.get("decision", ""))
    except ValueError:
        raise Invalid(decision=_("Choose one of those offered.")) from None
