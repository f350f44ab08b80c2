"""What governance puts into the matrix's world."""

from __future__ import annotations

from app.governance.services import acknowledge_code, ensure_code
from tests.support.world import CAST, World


def furnish(world: World) -> None:
    """A code of conduct, to which everybody has agreed."""
    ensure_code()
    for person in map(world.person, CAST[1:]):
        acknowledge_code(actor=person)
