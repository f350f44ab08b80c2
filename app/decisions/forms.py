"""What the pages of decisions send, parsed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.ids import parse_id
from app.decisions.models import Ballot, Kind, Verdict
from app.decisions.papers import FIELDS
from app.decisions.services.composing import Place
from app.decisions.tally import Method
from app.people.queries import get_person_by_handle, get_profile

E = TypeVar("E", bound=StrEnum)
Form = MultiDict[str, str]


def read_files(form: Form) -> list[UUID] | None:
    """The files that were chosen to go along; None where the form offers none. Raises Invalid."""
    try:
        return [parse_id(value) for value in form.getlist("file_ids")] if "files" in form else None
    except NotFound:
        raise Invalid(file_ids=_("Only files of the post can come along.")) from None


def chosen_files(form: Form, otherwise: Sequence[str]) -> Sequence[str]:
    """The files whose boxes are ticked when the form is shown again, or at first."""
    return form.getlist("file_ids") if "files" in form else otherwise


def read_proposal(form: Form) -> dict[str, Any]:
    """A new proposal's words. Raises Invalid for a kind that does not exist."""
    return {
        "file_ids": read_files(form),
        "title": form.get("title", ""),
        "body": form.get("body", ""),
        "kind": _choice(Kind, form.get("kind", Kind.CONTENT), "kind"),
    }


def read_words(form: Form) -> dict[str, Any]:
    """A proposal's words as they are to read."""
    return {name: form.get(name, "") for name in ("title", "body", "note")} | {"file_ids": read_files(form)}


def read_review(form: Form) -> dict[str, Any]:
    """What a member of the committee says of the words with a hash."""
    return {
        "decision": _choice(Verdict, form.get("decision", ""), "decision"),
        "reason": form.get("reason", ""),
        "content_hash": form.get("content_hash", ""),
    }


def read_ballot(form: Form, actor: Person) -> dict[str, Any]:
    """A new ballot; its end is said in the actor's time. Raises Invalid for what cannot be read."""
    method = _choice(Method, form.get("method", Method.YES_NO), "method")
    quorum: dict[str, Any] = {"departments": _number(form, "quorum_departments")}
    persons = form.get("quorum_persons", "").replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    quorum["persons"] = int(persons) if persons.isdecimal() and len(persons) < 9 else persons or 1
    return {
        "method": method,
        "question": form.get("question", ""),
        "options": [] if FIELDS[method] == "choice" else _options(form.get("options", ""), method),
        "closes_at": _moment(form.get("closes_at", ""), actor),
        "electorate": _electorate(form),
        "quorum": quorum,
        "secret": "secret" in form,
        "changeable": "changeable" in form,
        "hidden": "hidden" in form,
        "dots": _number(form, "dots") or None,
        "amount": _number(form, "amount") or None,
    }


def proposed_end(actor: Person) -> str:
    """In three days at six in the evening, as the actor's clock says, for the form."""
    day = clock.now().astimezone(ZoneInfo(actor.time_zone)) + timedelta(days=3)
    return datetime.combine(day.date(), time(18)).isoformat(timespec="minutes")


def read_vote(form: Form, ballot: Ballot) -> dict[str, Any]:
    """A vote as the ballot's own form sends it. Raises Invalid for numbers that are none."""
    field, reason = FIELDS[Method(ballot.method)], form.get("reason", "")
    if field == "choice":
        return {"choice": form.get("choice"), "reason": reason}
    known = [option["id"] for option in ballot.options]
    if field == "options":
        return {"options": [option for option in form.getlist("options") if option in known]}
    numbers = {option: _number(form, option, field) for option in known if form.get(option, "").strip()}
    if field == "ranking":
        return {"ranking": sorted(numbers, key=lambda option: (numbers[option], known.index(option)))}
    return {field: numbers}


def read_committee(form: Form, actor: Person) -> dict[str, Any]:
    """A new committee, its seats one on a line: the holder's handle, perhaps the alternate's after it."""
    lines = [line.replace(",", " ").split() for line in form.get("seats", "").splitlines() if line.strip()]
    seats = [_seat(words, actor) for words in lines]
    return {"name": form.get("name", ""), "description": form.get("description", ""), "seats": seats}


def _seat(words: list[str], actor: Person) -> Place:
    if len(words) > 2:
        raise Invalid(seats=_("One seat a line: who holds it, and perhaps who stands in."))
    try:
        people = [get_person_by_handle(word.lstrip("@").lower(), viewer=actor) for word in words]
        department_id = get_profile(people[0].id, viewer=actor).department_id
    except NotFound:
        raise Invalid(seats=_("Nobody here is called %(name)s.", name=" ".join(words))) from None
    return Place(people[0].id, people[1].id if len(people) > 1 else None, department_id)


def _choice(kind: type[E], value: str, field: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise Invalid(**{field: _("Choose one of those offered.")}) from None


def _options(lines: str, method: Method) -> list[dict[str, Any]]:
    """One on a line; of a budget each with its cost behind the last sign of equality."""
    options: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        label, sign, cost = line.rpartition("=")
        if method is Method.BUDGET and sign and cost.strip().isdecimal() and len(cost) < 13:
            options.append({"label": label, "cost": int(cost)})
        else:
            options.append({"label": line})
    return options


def _moment(text: str, actor: Person) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(actor.time_zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid(closes_at=_("Say when the vote ends.")) from None


def _electorate(form: Form) -> dict[str, Any]:
    kind = form.get("electorate", "everyone")
    if kind == "departments":
        return {"department_ids": form.getlist("department_ids")}
    if kind == "group":
        return {"group_id": form.get("group_id", "")}
    return {"everyone": True}


def _number(form: Form, name: str, field: str | None = None) -> int:
    text = form.get(name, "").strip()
    if not text:
        return 0
    if not text.isdecimal() or len(text) > 12:
        raise Invalid(**{field or name: _("A number is expected.")})
    return int(text)
