"""Questions that groups ask of rooms above them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import BindParameter, ColumnElement, bindparam

from app.accounts.models import Person
from app.core.db import Identifier
from app.core.hooks import Hook
from app.groups.models import Group

THIS_GROUP: BindParameter[UUID] = bindparam("group_id", type_=Identifier())
"""The group of a page, in the columns that answer `mark_beside`."""


@dataclass(frozen=True)
class Measure:
    """One figure of a group's health, with what can be done about it; it never says who."""

    label: str
    value: int
    of: int | None = None
    """The whole that `value` is a part of, or None for a mere number."""
    tone: str = ""
    """How the bar is coloured: "m" well, "l" to be looked at, "b" late, "" neither."""
    url: str = ""
    action: str = ""
    """What the button says that leads to `url`; without it the label leads there."""


hidden_among: Hook[[Collection[UUID]], Collection[UUID]] = Hook(
    "hidden_among", "Which of the things with these identifiers did moderation hide?"
)
guests_by_keepers: Hook[[], bool] = Hook(
    "guests_by_keepers", "May those who run a group invite people from outside the house into it?"
)
contents_of: Hook[[Group, Person], Markup] = Hook("contents_of", "What does the group's page show of what is in it?")
beside: Hook[[Group, Person], Markup] = Hook(
    "beside", "What stands beside the pages of a group that this viewer may read? Empty for nothing."
)
mark_beside: Hook[[], ColumnElement[Any]] = Hook(
    "mark_beside", "What changes with what a room shows around a group, as a column over `THIS_GROUP` and `NOW`?"
)
health_of: Hook[[Group], Sequence[Measure]] = Hook(
    "health_of", "How is the group, in figures for those who run it? Never who; nothing where the figure would tell."
)
