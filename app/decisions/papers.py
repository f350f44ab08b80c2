"""Ballot papers: what a new ballot may ask, and what a vote on it may say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.folding import one_line
from app.core.ids import new_id
from app.core.richtext import UnfitText, checked
from app.decisions.models import Ballot
from app.decisions.tally import Method, consent, yes_no
from app.decisions.tally.score import HIGHEST_SCORE

CHOICES = {Method.YES_NO: yes_no.CHOICES, Method.CONSENT: consent.CHOICES}
FIELDS = {
    Method.YES_NO: "choice",
    Method.CONSENT: "choice",
    Method.APPROVAL: "options",
    Method.SCORE: "scores",
    Method.RANKED: "ranking",
    Method.SCHULZE: "ranking",
    Method.DOTS: "dots",
    Method.BUDGET: "options",
}
MOST_OPTIONS = 50
LONGEST_LABEL = 300
LONGEST_REASON = 1000
DOTS_EACH = 10
MOST_MONEY = 10**12


def make_options(method: Method, options: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The options with identifiers of their own. Raises Invalid for too few, too many or unusable ones."""
    if method in CHOICES:
        if options:
            raise Invalid(options=_("This way of voting has no options."))
        return []
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Invalid(options=_("Between 2 and %(most)d options.", most=MOST_OPTIONS))
    made = [_option(method, option) for option in options]
    if len({option["label"] for option in made}) < len(made):
        raise Invalid(options=_("Two options say the same."))
    return made


def _option(method: Method, option: dict[str, Any]) -> dict[str, Any]:
    label = line(option.get("label", ""), longest=LONGEST_LABEL, name="options")
    made = {"id": str(new_id()), "label": label}
    return made | {"cost": option.get("cost") or 1} if method is Method.BUDGET else made


def make_settings(
    method: Method, options: Sequence[dict[str, Any]], *, dots: int | None, amount: int | None
) -> dict[str, Any]:
    """What a vote may give or spend; by default ten dots each, and half of what everything together costs."""
    if method is Method.DOTS:
        return {"dots": dots or DOTS_EACH}
    if method is Method.BUDGET:
        return {"amount": amount or math.ceil(sum(option["cost"] for option in options) / 2)}
    return {}


def make_quorum(quorum: dict[str, Any], electorate_size: int) -> tuple[int, int]:
    """How many persons and departments must vote, of `{persons: n | "n%", departments?: n}`; one person at least."""
    persons, departments = quorum.get("persons", 1), quorum.get("departments") or 0
    if isinstance(persons, str) and persons.endswith("%") and persons[:-1].isdecimal() and len(persons) <= 4:
        percent = int(persons[:-1])
        if percent > 100:
            raise Invalid(quorum=_("A share is at most a hundred percent."))
        persons = math.ceil(electorate_size * percent / 100)
    if not _is_number(persons) or not _is_number(departments):
        raise Invalid(quorum=_("A number or a percentage is expected."))
    return max(persons, 1), departments


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000_000


def read_vote(ballot: Ballot, values: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What a vote says, and its reason. Raises Invalid where it does not answer the ballot's question."""
    method = Method(ballot.method)
    field = FIELDS[method]
    if values.get(field) is None:
        raise Invalid(**{field: _("This is what the ballot asks for.")})
    for other in set(FIELDS.values()) - {field}:
        if values.get(other) is not None:
            raise Invalid(**{other: _("The ballot does not ask for this.")})
    reason = text(values.get("reason") or "", longest=LONGEST_REASON, name="reason")
    if field == "choice":
        return {"choice": _choice(method, values["choice"], reason)}, reason
    known = [option["id"] for option in ballot.options]
    read = {"options": _options, "ranking": _options, "scores": _scores, "dots": _dots}[field]
    content = read(values[field], known, ballot)
    return {field: content}, reason


def _choice(method: Method, choice: str, reason: str) -> str:
    if choice not in CHOICES[method]:
        raise Invalid(choice=_("This is not one of the answers."))
    if choice == "object" and not reason:
        raise Invalid(reason=_("An objection has a reason."))
    return choice


def _options(chosen: Any, known: list[str], ballot: Ballot) -> list[str]:
    field = FIELDS[Method(ballot.method)]
    names = [str(option) for option in chosen]
    if len(set(names)) < len(names) or not set(names) <= set(known):
        raise Invalid(**{field: _("Each option of the ballot at most once.")})
    costs = {option["id"]: option.get("cost", 0) for option in ballot.options}
    if ballot.method == Method.BUDGET and sum(costs[name] for name in names) > ballot.settings["amount"]:
        raise Invalid(options=_("Together this costs more than there is."))
    return names if field == "ranking" else sorted(names)


def _scores(scores: Any, known: list[str], _ballot: Ballot) -> dict[str, int]:
    if not set(scores) <= set(known) or not all(0 <= score <= HIGHEST_SCORE for score in scores.values()):
        raise Invalid(scores=_("Options of the ballot, each with 0 to 5."))
    return dict(sorted(scores.items()))


def _dots(dots: Any, known: list[str], ballot: Ballot) -> dict[str, int]:
    if not set(dots) <= set(known) or not all(number >= 0 for number in dots.values()):
        raise Invalid(dots=_("Options of the ballot, each with some dots."))
    if sum(dots.values()) > ballot.settings["dots"]:
        raise Invalid(dots=_("At most %(most)d dots together.", most=ballot.settings["dots"]))
    return dict(sorted(dots.items()))


def line(value: str, *, longest: int, name: str) -> str:
    """A text on one line, not empty; raises Invalid."""
    words = text(one_line(value), longest=longest, name=name)
    if not words:
        raise Invalid(**{name: _("Write something first.")})
    return words


def text(value: str, *, longest: int, name: str) -> str:
    """A text that can be kept, perhaps empty; raises Invalid."""
    if len(value) > longest:
        raise Invalid(**{name: _("At most %(most)d characters.", most=longest)})
    try:
        return checked(value).strip()
    except UnfitText:
        raise Invalid(**{name: _("This text has characters that cannot be kept.")}) from None
