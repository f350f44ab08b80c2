"""What the groups' pages send, parsed."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.errors import Invalid
from app.groups.models import Access, GroupRole, Kind

E = TypeVar("E", bound=StrEnum)


class NewGroup(TypedDict):
    """A group as its founder describes it."""

    name: str
    description: str
    kind: Kind
    access: Access


class GroupChanges(TypedDict):
    """A group as its owner changes it."""

    name: str
    description: str
    access: Access
    rules: list[str]


def parse_new_group(form: MultiDict[str, str]) -> NewGroup:
    """Raises Invalid for a kind or an access that does not exist."""
    return NewGroup(
        name=form.get("name", ""),
        description=form.get("description", ""),
        kind=_choice(Kind, form.get("kind", Kind.COMMUNITY), "kind"),
        access=_choice(Access, form.get("access", Access.OPEN), "access"),
    )


def parse_changes(form: MultiDict[str, str]) -> GroupChanges:
    """The rules stand one on a line. Raises Invalid for an access that does not exist."""
    return GroupChanges(
        name=form.get("name", ""),
        description=form.get("description", ""),
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
