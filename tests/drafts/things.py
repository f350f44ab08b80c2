"""What drafts put into the matrix's world."""

from __future__ import annotations

from app.drafts.services import keep_draft
from tests.support.world import INSIDERS, World


def furnish(world: World) -> None:
    """What the members have begun to write, with a secret each: for the house, and where they talk among themselves."""
    places = [f"{kind}-{world.things[name]}" for kind, name in (("chat", "secret_room"), ("chat", "pair"))]
    for name in INSIDERS:
        for place in ("post", *places):
            keep_draft(place, content={"body:0": f"{world.canary} soon"}, version=0, actor=world.person(name))
