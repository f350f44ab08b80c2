"""What delivery puts into the matrix's world: the link that stops a kind of mails to a member."""

from __future__ import annotations

from app.delivery.links import unsubscribe_link
from app.notifications.kinds import Kind
from tests.support.world import World


def furnish(world: World) -> None:
    link = unsubscribe_link(world.person("member").id, Kind.MENTION)
    world.things["unsubscribe_member"] = link.rpartition("/")[2]
