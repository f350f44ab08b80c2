"""What the groups' pages send, parsed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypedDict, TypeVar
from uuid import UUID

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.groups.models import Access, GroupRole, Kind
from app.groups.patterns import Pattern, Sort
from app.groups.services.receiving import Resource, Step

E = TypeVar("E", bound=StrEnum)
Form = MultiDict[str, str]
LONGEST_NUMBER = 6


class Described(TypedDict):
    """A group as its owner describes it."""

    name: str
    description: str
    access: Access
    icon: str
    rules: list[str]
    announcement_only: bool


class NewGroup(Described):
    """A group as its founder describes it."""

    kind: Kind
    join_questions: list[str]
    welcome: str
    steps: list[Step]


class NewReception(TypedDict):
    """The welcome, the first steps and what is pinned."""

    welcome: str
    steps: list[Step]
    resources: list[Resource]


def parse_sort(text: str | None) -> Sort | None:
    """The sort of group that a founder begins with, or None for a blank one."""
    return Sort(text) if text in list(Sort) else None


def filled_with(pattern: Pattern) -> Form:
    """The founding form with what a pattern settles; its words are only examples, see `examples_of`."""
    form: Form = MultiDict({"kind": pattern.kind.value, "access": pattern.access.value, "icon": pattern.icon})
    if pattern.announcement_only:
        form["announcement_only"] = "1"
    return form


def examples_of(pattern: Pattern) -> dict[str, str]:
    """What could be written into the fields of the founding form, by field: shown in them, never sent by itself."""
    lists = {name: "\n".join(getattr(pattern, name)) for name in ("rules", "join_questions", "steps")}
    examples = {"description": pattern.description, "welcome": pattern.welcome} | lists
    return {name: words for name, words in examples.items() if words}


def parse_new_group(form: Form) -> NewGroup:
    """Raises Invalid for a kind or an access that does not exist."""
    return NewGroup(
        **_described(form),
        kind=_choice(Kind, form.get("kind", Kind.COMMUNITY), "kind"),
        join_questions=form.get("join_questions", "").splitlines(),
        welcome=form.get("welcome", ""),
        steps=[Step(text=line) for line in form.get("steps", "").splitlines()],
    )


def parse_changes(form: Form) -> Described:
    """The rules stand one on a line. Raises Invalid for an access that does not exist."""
    return _described(form)


def _described(form: Form) -> Described:
    return Described(
        name=form.get("name", ""),
        description=form.get("description", ""),
        access=_choice(Access, form.get("access", Access.OPEN), "access"),
        icon=form.get("icon", "users-round"),
        rules=form.get("rules", "").splitlines(),
        announcement_only="announcement_only" in form,
    )


def parse_reception(form: Form) -> NewReception:
    """Steps and resources stand in rows, those left empty do not count."""
    steps = zip(*_columns(form, "step_text", "step_url", "step_id"), strict=True)
    resources = zip(*_columns(form, "resource_title", "resource_url"), strict=True)
    return NewReception(
        welcome=form.get("welcome", ""),
        steps=[Step(text=text, url=url, id=known) for text, url, known in steps],
        resources=[Resource(title=title, url=url) for title, url in resources],
    )


def _columns(form: Form, *names: str) -> Sequence[list[str]]:
    columns = [form.getlist(name) for name in names]
    rows = min(map(len, columns))  # whoever sends other forms than ours gets the rows that are whole
    return [column[:rows] for column in columns]


def parse_answers(form: Form) -> list[str]:
    """What somebody answers to the questions of a group, in their order."""
    return form.getlist("answer")


def parse_group_id(text: str) -> UUID:
    """Raises Invalid for what is no identifier."""
    try:
        return UUID(text)
    except ValueError:
        raise Invalid(parent_id=_("Choose one of those offered.")) from None


class NewLink(TypedDict):
    """How long a link holds, and for how many people."""

    days: int
    uses: int


def parse_link(form: Form) -> NewLink:
    """What is no number is out of range."""
    return NewLink(days=_number(form.get("days", "")), uses=_number(form.get("uses", "")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0


class NewRule(TypedDict):
    """Whom a rule of automatic membership means, by names or their forms in addresses."""

    department: str
    site: str
    skill: str
    leaves: bool


def parse_rule(form: Form) -> NewRule:
    """What is left empty is not asked for."""
    return NewRule(
        department=form.get("department", "").strip(),
        site=form.get("site", "").strip(),
        skill=form.get("skill", "").strip(),
        leaves="leaves" in form,
    )


def parse_role(form: Form) -> GroupRole:
    """Raises Invalid for a role that does not exist."""
    return _choice(GroupRole, form.get("role", ""), "role")


class MembersSought(TypedDict):
    """Whom a list of members is narrowed to."""

    q: str
    role: GroupRole | None
    department: str


def parse_members_sought(arguments: Form) -> MembersSought:
    """What names no role does not count."""
    role = arguments.get("role", "")
    return MembersSought(
        q=arguments.get("q", "").strip(),
        role=GroupRole(role) if role in list(GroupRole) else None,
        department=arguments.get("department", ""),
    )


def _choice(kind: type[E], value: str, field: str) -> E:
    try:
        return kind(value)
    except ValueError:
        error = Invalid(_("Choose one of those offered."))
        error.errors = {field: error.detail}
        raise error from None
