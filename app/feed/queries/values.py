"""The company's values, for whoever thanks somebody and for the administration."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.core.db import session
from app.core.errors import NotFound
from app.core.remembering import KeptByProcess
from app.feed.models import CompanyValue


class Choice(NamedTuple):
    """A value that one may be thanked for."""

    id: UUID
    icon: str
    name: dict[str, str]
    """By language, and so is the sentence."""
    sentence: dict[str, str]


def list_values() -> list[CompanyValue]:
    """All of them, those that stand first, in their order."""
    order = (CompanyValue.retired_at.is_not(None), CompanyValue.position, CompanyValue.name_fr)
    return list(session.scalars(select(CompanyValue).order_by(*order)))


def get_value(value_id: UUID) -> CompanyValue:
    """One of them; raises NotFound."""
    value = session.get(CompanyValue, value_id)
    if value is None:
        raise NotFound
    return value


def list_choices() -> tuple[Choice, ...]:
    """Those that stand, the same for everybody: remembered by the process until they change, or for a minute.

    The composer stands on home, which asks nothing more of the database for them.
    """
    return _choices.get()


def _read_choices() -> tuple[Choice, ...]:
    return tuple(_choice(value) for value in list_values() if value.retired_at is None)


_choices = KeptByProcess(_read_choices)


def forget_choices(_fact: object = None) -> None:
    """Ask the database again, for one of them was told to have changed."""
    _choices.forget()


def _choice(value: CompanyValue) -> Choice:
    names = {"fr": value.name_fr, "en": value.name_en}
    return Choice(value.id, value.icon, names, {"fr": value.sentence_fr, "en": value.sentence_en})
