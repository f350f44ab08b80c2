"""What delivery puts into the matrix's world: the links of a member's mails, to stop them and to answer."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.core.db import session
from app.delivery.links import unsubscribe_link
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.services import notify
from tests.support.world import World


def furnish(world: World) -> None:
    for name, wanted in (("member", Kind.MENTION), ("digest", "digest")):
        link = unsubscribe_link(world.person("member").id, wanted)
        world.things[f"unsubscribe_{name}"] = link.rpartition("/")[2]
    asked = {"url": "/", "post_id": UUID(world.things["post_in_secret_group"])}
    notify(world.person("member").id, Kind.MENTION, key="to answer", actor_id=world.person("owner").id, **asked)
    found = select(Notification.id).where(Notification.key == "to answer")
    world.things["mention_of_member"] = str(session.scalar(found))
