"""What the agenda puts into the matrix's world: events in the house and of the guarded groups, and a calendar."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.agenda.models import CalendarAddress, Event, Reply
from app.agenda.services import answer_event, cancel_event, make_address, plan_event
from app.core import clock
from app.core.db import session
from tests.support.world import World


def furnish(world: World) -> None:
    """The member plans, the owner comes, and the guest's calendar subscribes."""
    world.things["event_day"] = (clock.now() + timedelta(days=3)).date().isoformat()
    plan_secret(world, "event_in_house")
    for place in ("open_group", "closed_group", "secret_group"):
        plan_secret(world, f"event_in_{place}", place)
    cancel_event(plan_secret(world, "event_cancelled"), actor=world.person("member"))
    world.things["calendar_secret"] = make_address(actor=world.person("guest"))
    make_address(actor=world.person("member"))
    own = CalendarAddress.person_id == world.person("member").id
    world.things["calendar_of_member"] = str(session.scalars(select(CalendarAddress.id).where(own)).one())


def plan_secret(world: World, name: str, place: str | None = None) -> Event:
    """An event with answers; in the closed and the secret group all its words are secret."""
    secret = f"{world.canary} " if place in {"closed_group", "secret_group"} else ""
    starts_at, member = clock.now() + timedelta(days=3), world.person("member")
    event = plan_event(
        title=f"{secret}{name}",
        body=f"{secret}bring shoes",
        place=f"{secret}workshop",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        seats=1,
        group=world.group(place) if place else None,
        actor=member,
    )
    for comer in (member, world.person("owner")):
        answer_event(event, Reply.YES, actor=comer)
    world.things[name] = str(event.id)
    return event
