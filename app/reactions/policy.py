"""Who may choose the words of reactions."""

from __future__ import annotations

from app.accounts.models import Person, Role


def can_change_words(actor: Person) -> bool:
    """The administration."""
    return actor.has(Role.ADMIN)
