"""What governance puts into the matrix's world."""

from __future__ import annotations

from app.governance.services import acknowledge_code, ensure_code
from tests.support.world import World


def furnish(world: World) -> None:
    """A code of conduct, to which everybody has agreed."""
    ensure_code()
    for person in world.people.values():
        acknowledge_code(actor=person)
