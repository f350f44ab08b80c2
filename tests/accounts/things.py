"""What accounts put into the matrix's world."""

from __future__ import annotations

from app.accounts.services import create_token
from tests.support.world import World


def furnish(world: World) -> None:
    """A bearer token of the member's."""
    world.things["token_of_member"] = str(create_token(actor=world.people["member"]).row.id)
