"""What delivery puts into the matrix’s world: the links of a member’s mails, and their browser."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.accounts.models import BrowserSession, Person
from app.accounts.services import open_session
from app.core.db import session
from app.delivery.links import unsubscribe_link
from app.delivery.push.services import find_identity, subscribe
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.services import notify
from tests.support.world import World

# The example of RFC 8291, appendix A.
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


def furnish(world: World) -> None:
    find_identity()  # the house's own; made while somebody only reads, it would be another one each time
    for name, wanted in (("member", Kind.MENTION), ("digest", "digest")):
        link = unsubscribe_link(world.person("member").id, wanted)
        world.things[f"unsubscribe_{name}"] = link.rpartition("/")[2]
    asked = {"url": "/", "post_id": UUID(world.things["post_in_secret_group"])}
    notify(world.person("member").id, Kind.MENTION, key="to answer", actor_id=world.person("owner").id, **asked)
    found = select(Notification.id).where(Notification.key == "to answer")
    world.things["mention_of_member"] = str(session.scalar(found))
    world.things["browser_of_member"] = str(_listen(world.person("member")))
    world.things["p256dh"], world.things["auth"] = KEYS["p256dh"], KEYS["auth"]


def _listen(person: Person) -> UUID:
    """Let a person be told in a browser; its push service is nowhere."""
    open_session(person, device="phone")
    opened = session.scalars(select(BrowserSession).where(BrowserSession.person_id == person.id)).all()[-1]
    place = {"endpoint": "https://push.house.example/member", "device": ""}
    return subscribe(session_id=opened.id, **place, **KEYS, actor=person).id
