"""Planning an event, changing it and calling it off."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypedDict, Unpack

from flask_babel import gettext as _

from app.accounts.models import Person
from app.agenda import policy
from app.agenda.events import EventCancelled, EventChanged, EventPlanned
from app.agenda.models import Event
from app.agenda.schedule import demand_ahead, schedule
from app.agenda.services.seating import fill_free_seats, lock_seen, show_anew
from app.agenda.services.texts import described
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.groups.models import Group
from app.groups.queries import get_group

MOST_SEATS = 100_000
TIMES = ("starts_at", "ends_at", "time_zone", "is_all_day")


class EventChanges(TypedDict, total=False):
    """What can be changed of an event."""

    title: str
    body: str
    place: str
    link: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    is_all_day: bool
    seats: int | None


@command
def plan_event(
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str | None = None,
    is_all_day: bool = False,
    body: str = "",
    place: str = "",
    link: str = "",
    seats: int | None = None,
    group: Group | None = None,
    actor: Person,
) -> Event:
    """Plan an event for a group, or for the whole house; called inside another command it joins its transaction.

    Times that name no zone are meant by the clock of `time_zone`, by default the actor's (see `schedule`).
    Raises NotFound where the group is no longer known to the actor, Forbidden where they may not plan there,
    Invalid for words, times or a number of seats that cannot be used.
    """
    if group is not None:
        get_group(group.id, viewer=actor)
    demand(policy.can_plan(actor, group), _("You can no longer create events here."))
    words = described(title=title, body=body, place=place, link=link)
    planned = schedule(starts_at, ends_at, time_zone=time_zone or actor.time_zone, is_all_day=is_all_day)
    demand_ahead(planned)
    event = Event(
        group_id=group.id if group else None,
        author_id=actor.id,
        seats=_checked_seats(seats, taken=0),
        **asdict(words),
        **asdict(planned),
    )
    session.add(event)
    session.flush()
    record(EventPlanned(event.id))
    return event


@command
def change_event(event: Event, *, actor: Person, **changes: Unpack[EventChanges]) -> None:
    """Change what is given; of `seats`, None means room for everybody. Repeating changes nothing.

    Who waits moves up where there is more room. Raises NotFound where the actor no longer sees the event, Forbidden
    where they may not change it, Invalid as `plan_event` does, and for fewer seats than are taken.
    """
    lock_seen(event, actor=actor)
    demand(policy.can_change(actor, event))
    before = {name: getattr(event, name) for name in EventChanges.__annotations__}
    wanted: dict[str, Any] = {**before, **changes}
    words = described(**{name: wanted[name] for name in ("title", "body", "place", "link")})
    planned = schedule(**{name: wanted[name] for name in TIMES})
    if planned.starts_at != event.starts_at:
        demand_ahead(planned)
        event.told_near_at = None
    _checked_seats(wanted["seats"], taken=event.yes_count)
    after = {**asdict(words), **asdict(planned), "seats": wanted["seats"]}
    if all(getattr(event, name) == value for name, value in after.items()):
        return
    is_moved = any(after[name] != before[name] for name in (*TIMES, "place", "link"))
    for name, value in after.items():
        setattr(event, name, value)
    _note_change(event)
    fill_free_seats(event)
    record(EventChanged(event.id, actor.id, is_moved))


@command
def cancel_event(event: Event, *, actor: Person) -> None:
    """Call an event off: it stays to be read, and says so. Repeating changes nothing.

    Raises NotFound where the actor no longer sees it, Forbidden where they may not, or it is over.
    """
    lock_seen(event, actor=actor)
    if event.cancelled_at is not None and policy.can_look_after(actor, event):
        return
    demand(policy.can_change(actor, event))
    event.cancelled_at = clock.now()
    _note_change(event)
    if event.author_id != actor.id:
        audit.write("event.cancelled", actor_id=actor.id, target=f"event:{event.id}")
    record(EventCancelled(event.id, actor.id))


def _note_change(event: Event) -> None:
    event.changed_at = clock.now()
    event.sequence += 1
    show_anew(event)


def _checked_seats(seats: int | None, *, taken: int) -> int | None:
    if seats is None:
        return None
    if not 1 <= seats <= MOST_SEATS:
        raise Invalid(seats=_("Between 1 and %(most)d seats, or none for everybody.", most=MOST_SEATS))
    if seats < taken:
        raise Invalid(seats=_("%(taken)d seats are taken already.", taken=taken))
    return seats
