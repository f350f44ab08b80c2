"""What notifications put into the matrix's world: one that names a secret, for a member of the group."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.mutes import Sort
from app.notifications.services import mute, notify, plan_absence
from tests.support.world import World

YEAR = timedelta(days=365)


def furnish(world: World) -> None:
    group, member = world.group("secret_group"), world.person("member")
    notify(member.id, Kind.ADDED, key="canary", url=f"/groups/{group.slug}", group_id=group.id, subject=world.canary)
    found = session.scalar(select(Notification.id).where(Notification.key == "canary"))
    world.things["notification_of_member"] = str(found)
    world.things["mute_of_member"] = str(mute(Sort.KIND, Kind.PUBLISHED, actor=member).id)
    today = clock.now().date()
    world.things["absence_of_member"] = str(plan_absence(today + YEAR, today + YEAR, actor=member).id)
