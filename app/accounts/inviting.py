"""Inviting many people at once: each address gets its invitation or its reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.accounts.models import Person, Role
from app.accounts.services import invite_person
from app.core.errors import Conflict, Invalid

MOST_AT_ONCE = 500


@dataclass
class Outcome:
    """How many were invited, and which addresses were not, with the reason."""

    sent: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def invite_all(addresses: Sequence[str], *, role: Role, actor: Person) -> Outcome:
    """Invite each address by itself, so that one that cannot be invited keeps nobody else out; 500 at once."""
    outcome = Outcome()
    for address in addresses[:MOST_AT_ONCE]:
        try:
            invite_person(email=address, role=role, actor=actor)
        except (Conflict, Invalid) as error:
            outcome.refused.append((address, error.detail))
        else:
            outcome.sent += 1
    too_many = _("At most %(most)d at once: invite these now.", most=MOST_AT_ONCE)
    outcome.refused += [(address, too_many) for address in addresses[MOST_AT_ONCE:]]
    return outcome
