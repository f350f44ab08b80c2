"""Who may change the rules of the house."""

from __future__ import annotations

from app.accounts.models import Person, Role


def can_publish_code(actor: Person) -> bool:
    """The administration publishes what was agreed upon."""
    return actor.has(Role.ADMIN)
