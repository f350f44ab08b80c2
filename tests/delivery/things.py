"""What delivery puts into the matrix's world: the links that stop a kind of mails, and digests, to a member."""

from __future__ import annotations

from app.delivery.links import unsubscribe_link
from app.notifications.kinds import Kind
from tests.support.world import World


def furnish(world: World) -> None:
    for name, wanted in (("member", Kind.MENTION), ("digest", "digest")):
        link = unsubscribe_link(world.person("member").id, wanted)
        world.things[f"unsubscribe_{name}"] = link.rpartition("/")[2]
