"""Inviting many people at once: each address gets its invitation or its reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.accounts.models import Person, Role
from app.accounts.services import invite_person
from app.core.errors import Conflict, Invalid


@dataclass
class Outcome:
    """How many were invited, and which addresses were not, with the reason."""

    sent: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def invite_all(addresses: Iterable[str], *, role: Role, actor: Person) -> Outcome:
    """Invite each address by itself, so that one that cannot be invited keeps nobody else out."""
    outcome = Outcome()
    for address in addresses:
        try:
            invite_person(email=address, role=role, actor=actor)
        except (Conflict, Invalid) as error:
            outcome.refused.append((address, error.detail))
        else:
            outcome.sent += 1
    return outcome
