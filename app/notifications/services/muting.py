"""Muting, for a while or for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.events import command
from app.feed.models import Mute
from app.feed.services.following import mute_thing
from app.notifications.mutes import COLUMNS, Sort, find_thing


@command
def mute(sort: Sort, value: str, *, until: datetime | None = None, wholly: bool = False, actor: Person) -> Mute:
    """Hear nothing of something until a moment, or for good; muting it again takes the newer wish.

    Mentions of oneself are still told, unless it is muted wholly. Raises NotFound for what the actor may not know
    of and for decisions about people, which are always told, Invalid for a moment that has passed.
    """
    thing = find_thing(sort, value, viewer=actor)
    if until is not None and until <= clock.now():
        raise Invalid(until=_("This moment has passed."))
    return mute_thing(COLUMNS[sort], thing.value, until=until, wholly=wholly, actor=actor)


@command
def hear_again(mute_id: UUID, *, actor: Person) -> None:
    """Hear again of what one muted; repeating, and naming another's, change nothing."""
    found = session.get(Mute, mute_id)
    if found is not None and found.person_id == actor.id:
        session.delete(found)


@command
def forget_old_mutes() -> None:
    """Keep nothing of mutes that are over; a periodic task."""
    for found in session.scalars(select(Mute).where(Mute.until < clock.now())).all():
        session.delete(found)
