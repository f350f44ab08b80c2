"""Questions that people ask of rooms above them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import Select

from app.accounts.models import Person
from app.core.frame import Text
from app.core.hooks import Hook


@dataclass(frozen=True)
class Act:
    """Something that one person may do about another, as a link on their profile and their card."""

    label: Text
    url: str
    icon: str
    is_first: bool = False
    """Whether it stands as a button of its own; the others are in the menu."""


acquaintances: Hook[[Person], Select[UUID]] = Hook(
    "acquaintances", "Whom does a guest know, because they were brought together?"
)
acts_towards: Hook[[Person, Person], list[Act]] = Hook(
    "acts_towards", "What may the viewer do about this person? (Write to them, report them.)"
)


@dataclass(frozen=True)
class Remark:
    """Something that is true of a person for now, with the icon beside it."""

    words: str
    icon: str = "moon"


remarks_on: Hook[[Person, Person], Remark | None] = Hook(
    "remarks_on", "What should the viewer know of this person today? None for nothing. (Away until Tuesday.)"
)
beside_profile: Hook[[Person, Person], Markup] = Hook(
    "beside_profile", "What else does the viewer read beside this person's profile? (Groups in common.)"
)
