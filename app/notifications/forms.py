"""What the notifications' pages send, parsed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.core.spans import Span, end_of
from app.notifications.kinds import WAYS, Kind
from app.notifications.mutes import Sort


def parse_settings(form: MultiDict[str, str], kinds: Iterable[Kind]) -> dict[Kind, dict[str, bool]]:
    """The table of choices: boxes named `mention.mail` and so on; one left out is a no.

    Only the kinds that the page offered count: somebody may have got another role since it was opened.
    """
    offered = set(form.getlist("offered"))
    return {kind: {way: f"{kind}.{way}" in form for way in WAYS} for kind in kinds if kind in offered}


def parse_attention(form: MultiDict[str, str]) -> dict[str, Any]:
    """When one is told, as the fields of `Attention`. Raises Invalid for what is no time, day or hour."""
    wishes: dict[str, Any] = {"keeps_quiet": "keeps_quiet" in form, "digest": form.get("digest", "")}
    wishes |= {name: _time(form, name) for name in ("quiet_from", "quiet_until")}
    wishes |= {name: _number(form.get(name, ""), name) for name in ("digest_hour", "digest_day")}
    wishes["working_days"] = tuple(_number(day, "working_days") for day in form.getlist("working_days"))
    return wishes


def parse_absence(form: MultiDict[str, str]) -> tuple[date, date]:
    """The first and the last day; one day where only the first is given. Raises Invalid."""
    first = _day(form, "first_day")
    return first, _day(form, "last_day") if form.get("last_day") else first


@dataclass(frozen=True)
class WantedMute:
    """What a page's form asks to mute."""

    sort: Sort
    value: str
    until: datetime | None
    wholly: bool


def parse_mute(form: MultiDict[str, str], *, time_zone: str) -> WantedMute:
    """What to mute (`group:…`), and until when by the clock of this zone. Raises Invalid."""
    sort, _colon, value = form.get("what", "").partition(":")
    if sort not in set(Sort):
        raise Invalid(what=_("Choose what."))
    if form.get("span", Span.ALWAYS) not in set(Span):
        raise Invalid(span=_("Choose for how long."))
    until = end_of(Span(form.get("span", Span.ALWAYS)), time_zone)
    return WantedMute(Sort(sort), value, until, "wholly" in form)


def _time(form: MultiDict[str, str], name: str) -> time:
    try:
        return time.fromisoformat(form.get(name, "")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Invalid(**{name: _("Give a time of the day.")}) from None


def _number(text: str, name: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Invalid(**{name: _("Choose one from the list.")}) from None


def _day(form: MultiDict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(form.get(name, ""))
    except ValueError:
        raise Invalid(**{name: _("Give a day.")}) from None
