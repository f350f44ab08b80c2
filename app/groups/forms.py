"""What the groups' pages send, parsed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.groups.models import Access, GroupRole, Kind

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class GroupForm:
    """A group as its founder or owner describes it; rules stand one on a line."""

    name: str
    description: str
    kind: Kind
    access: Access
    rules: list[str]


def parse_group(form: MultiDict[str, str]) -> GroupForm:
    """Raises Invalid for a kind or an access that does not exist."""
    return GroupForm(
        name=form.get("name", ""),
        description=form.get("description", ""),
        kind=_choice(Kind, form.get("kind", Kind.COMMUNITY), "kind"),
        access=_choice(Access, form.get("access", Access.OPEN), "access"),
        rules=form.get("rules", "").splitlines(),
    )


def parse_role(form: MultiDict[str, str]) -> GroupRole:
    """Raises Invalid for a role that does not exist."""
    return _choice(GroupRole, form.get("role", ""), "role")


def _choice(kind: type[E], value: str, field: str) -> E:
    try:
        return kind(value)
    except ValueError:
        error = Invalid(_("Choose one of those offered."))
        error.errors = {field: error.detail}
        raise error from None
