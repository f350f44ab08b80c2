"""Recourse: what somebody who is suspended is told, and the one page that stays open to them."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.hooks import recourse
from app.accounts.models import Person
from app.core.times import time_in_words


def find_recourse(person: Person) -> str | None:
    """The page on which somebody who is suspended contests it; None for everybody else, and in a house without one."""
    if not person.is_suspended or person.deactivated_at is not None:
        return None
    return next(filter(None, recourse.ask(person)), None)


def suspended_until(person: Person) -> str:
    """Until when somebody is suspended, in words."""
    until = time_in_words(person.suspended_until) if person.suspended_until else ""
    return str(_("This account is suspended until %(moment)s.", moment=until))
