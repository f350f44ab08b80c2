"""What the pages of chat send."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.chat.models import TERM_KINDS
from app.chat.muting import SPANS
from app.chat.queries import get_message
from app.core.errors import Invalid, NotFound
from app.core.ids import new_id, parse_id
from app.core.moments import Soon, moment_of, typed_moment
from app.core.spans import Span, end_of
from app.people.queries import get_people
from app.polls.forms import read_poll
from app.polls.wishes import PollWish


def parse_message(form: MultiDict[str, str], *, viewer: Person) -> dict[str, Any]:
    """A message to send."""
    answered = form.get("reply_to", "")
    return {
        "body": form.get("body", ""),
        "client_id": form.get("client_id") or str(new_id()),
        "reply_to": get_message(parse_id(answered), viewer=viewer) if answered else None,
    }


def parse_poll(form: MultiDict[str, str]) -> dict[str, Any]:
    """A message that asks with a poll, whose question is all that it says. Raises Invalid."""
    sent_as = form.get("client_id") or str(new_id())
    return {"body": "", "client_id": sent_as, "poll": PollWish(**read_poll(form.to_dict()))}


def with_messages(sent: dict[str, Any], *, viewer: Person) -> dict[str, Any]:
    """A message to send with its poll, the one that it answers and that in whose thread it stands; raises NotFound."""
    named = {"reply_to": sent.get("reply_to"), "thread": sent.get("thread_id")}
    found = {name: get_message(parse_id(value), viewer=viewer) if value else None for name, value in named.items()}
    poll = PollWish(**sent["poll"]) if sent.get("poll") else None
    return {name: value for name, value in sent.items() if name != "thread_id"} | found | {"poll": poll}


def parse_moment(form: MultiDict[str, str], field: str = "scheduled_at") -> datetime:
    """When something is wished for: one of the moments that are offered (`soon`), or the one that was typed."""
    soon = form.get("soon", "")
    moment = moment_of(Soon(soon)) if soon in set(Soon) else typed_moment(form, field)
    if moment is None:
        raise Invalid(**{field: _("Choose a date and a time.")})
    return moment


def parse_opening(form: MultiDict[str, str], *, viewer: Person) -> dict[str, Any]:
    """Whom to talk with, and about what."""
    return {"people": parse_people(form, viewer=viewer), "title": form.get("title", "")}


def parse_change(form: MultiDict[str, str]) -> dict[str, Any]:
    """What is to change of a conversation: only what the form has."""
    return {name: form[name] for name in ("title", "invites", "writes", "calls") if name in form}


def parse_people(form: MultiDict[str, str], *, viewer: Person) -> list[Person]:
    """The people who were chosen; raises Invalid where somebody among them cannot be found."""
    try:
        return list(get_people(map(parse_id, form.getlist("with")), viewer=viewer))
    except NotFound:
        raise Invalid(person_ids=_("Somebody you chose cannot be found any more.")) from None


def parse_muting(form: MultiDict[str, str], *, viewer: Person) -> datetime | None:
    """Until when a conversation is to be quiet, by the reader's clock; for good where nothing is said."""
    span = form.get("span", Span.ALWAYS)
    if span not in SPANS:
        raise Invalid(span=_("Choose for how long."))
    return end_of(Span(span), viewer.time_zone)


def parse_terms(form: MultiDict[str, str]) -> dict[str, int | None]:
    """For how many days messages are kept in each kind of conversation; whatever is no number means without end."""
    return {kind: parse_number(form.get(kind)) for kind in TERM_KINDS}


def parse_number(text: str | None) -> int | None:
    """A number of days, or that of a message in an address; None for what is no number."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def parse_day(text: str | None) -> date | None:
    """A day in an address; None for what is no day."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def chosen(values: Iterable[str]) -> list[UUID]:
    """The people already chosen, without what is no identifier."""
    found = []
    for value in values:
        try:
            found.append(parse_id(value))
        except NotFound:
            continue
    return list(dict.fromkeys(found))
