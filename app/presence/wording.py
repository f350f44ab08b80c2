"""Presence in words: the states, and the signs that may stand before a status."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.times import time_in_words
from app.presence.queries import Seen, Status
from app.presence.states import State

STATE_NAMES = {
    State.AVAILABLE: _l("Here now"),
    State.BUSY: _l("Do not disturb"),
    State.AWAY: _l("Away for the moment"),
    State.OUT_OF_HOURS: _l("Outside working hours"),
    State.OFFLINE: _l("Offline"),
}
ICON_NAMES = {
    "calendar-clock": _l("In a meeting"),
    "headphones": _l("Focusing"),
    "coffee": _l("On a break"),
    "utensils": _l("At table"),
    "house": _l("At home"),
    "factory": _l("In the workshop"),
    "car": _l("On the road"),
    "plane": _l("Travelling"),
    "graduation-cap": _l("In training"),
    "phone": _l("On the telephone"),
    "heart-pulse": _l("Not well"),
    "sun": _l("On holiday"),
    "party-popper": _l("Celebrating"),
}
"""By the names of the icons that are drawn for them."""


def state_in_words(seen: Seen) -> str:
    """What others read of a state."""
    if seen.until is not None:
        return str(_("Do not disturb until %(time)s", time=time_in_words(seen.until, "weekday")))
    return str(STATE_NAMES[seen.state])


def status_in_words(status: Status) -> str:
    """What a person says of themselves; the sign says it where they gave no words."""
    return status.text or str(ICON_NAMES[status.icon])


def seen_in_words(seen: Seen, *, otherwise: str = "") -> str:
    """One line under a name: what the person says of themselves, how they may be reached, or what else is known."""
    parts = [] if seen.state in {State.AVAILABLE, State.OFFLINE} else [state_in_words(seen)]
    if seen.status is not None:
        parts.append(status_in_words(seen.status))
    return " · ".join(parts) or otherwise
