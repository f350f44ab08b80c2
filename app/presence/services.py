"""What a person can say of themselves, and what they let others see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid
from app.core.events import command, record
from app.core.folding import one_line
from app.presence.events import PresenceChosen
from app.presence.models import LONGEST_STATUS, Presence
from app.presence.wording import ICON_NAMES

LONGEST = timedelta(days=366)
EVERY = timedelta(hours=1)


@command
def say_status(text: str, *, icon: str = "", until: datetime, actor: Person) -> None:
    """Say something of oneself until a moment, at which it goes by itself; what was said before is not kept.

    Raises Invalid for neither words nor a sign, too many words, a sign that there is not, and a moment that has passed
    or lies further than a year ahead.
    """
    words = " ".join(one_line(text).split())
    if len(words) > LONGEST_STATUS:
        raise Invalid(text=_("A status has at most %(most)d characters.", most=LONGEST_STATUS))
    if icon and icon not in ICON_NAMES:
        raise Invalid(icon=_("Choose one from the list."))
    if not words and not icon:
        raise Invalid(text=_("Say something, or choose a sign."))
    _check(until)
    own = _own(actor)
    own.icon, own.text, own.status_until = icon, words, until
    record(PresenceChosen(actor.id))


@command
def clear_status(*, actor: Person) -> None:
    """Say nothing of oneself any more; repeating changes nothing."""
    own = _own(actor)
    if own.status_until is not None:
        own.icon, own.text, own.status_until = "", "", None
        record(PresenceChosen(actor.id))


@command
def be_busy(until: datetime, *, actor: Person) -> None:
    """Not be disturbed until a moment; again takes the newer wish. Raises Invalid as `say_status` does."""
    _check(until)
    _own(actor).busy_until = until
    record(PresenceChosen(actor.id))


@command
def be_available(*, actor: Person) -> None:
    """Be disturbed again; repeating changes nothing."""
    own = _own(actor)
    if own.busy_until is not None:
        own.busy_until = None
        record(PresenceChosen(actor.id))


@command
def choose_what_is_seen(
    *,
    appears_offline: bool | None = None,
    shows_typing: bool | None = None,
    shows_receipts: bool | None = None,
    actor: Person,
) -> None:
    """Choose what others see of oneself; what is left out stays. Who does not show it is not shown it either."""
    own = _own(actor)
    wished = (appears_offline, shows_typing, shows_receipts)
    before = (own.is_hidden, own.shows_typing, own.shows_receipts)
    after = tuple(was if wish is None else wish for was, wish in zip(before, wished, strict=True))
    if after != before:
        own.is_hidden, own.shows_typing, own.shows_receipts = after
        record(PresenceChosen(actor.id))


@command
def change_presence(wishes: Mapping[str, Any], *, actor: Person) -> None:
    """Several wishes in one step: `busy_until` (None ends it), and what `choose_what_is_seen` takes."""
    rest = dict(wishes)
    if "busy_until" in rest:
        until = rest.pop("busy_until")
        be_busy(until, actor=actor) if until else be_available(actor=actor)
    choose_what_is_seen(**rest, actor=actor)


@command
def forget_past() -> None:
    """Keep nothing of what somebody said of themselves and is over; a periodic task."""
    now = clock.now()
    over = select(Presence).where(or_(Presence.status_until <= now, Presence.busy_until <= now))
    for row in session.scalars(over).all():
        if row.busy_until is not None and row.busy_until <= now:
            row.busy_until = None
        if row.status_until is not None and row.status_until <= now:
            row.icon, row.text, row.status_until = "", "", None


def _own(actor: Person) -> Presence:
    own = session.get(Presence, actor.id)
    if own is None:
        own = Presence(person_id=actor.id, icon="", text="", is_hidden=False, shows_typing=True, shows_receipts=True)
        session.add(own)
    return own


def _check(until: datetime) -> None:
    if until <= clock.now():
        raise Invalid(until=_("This moment has passed."))
    if until > clock.now() + LONGEST:
        raise Invalid(until=_("At most a year ahead."))
