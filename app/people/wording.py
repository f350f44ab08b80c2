"""Sentences about people that need counting and joining."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

NAMED = 3


def confirmed_by(people: Sequence[Any]) -> str:
    """Who confirms a skill: the first three by name, the others by their number."""
    if not people:
        return ""
    names = [person.name for person in people[:NAMED]]
    others = len(people) - len(names)
    if not others:
        return str(_("Confirmed by %(names)s", names=format_list(names, locale=get_locale())))
    return str(
        ngettext(
            "Confirmed by %(names)s and %(num)d other",
            "Confirmed by %(names)s and %(num)d others",
            others,
            names=", ".join(names),
        )
    )
