"""States: what others see of a person's presence; one rule, from plain values."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Wake(IntEnum):
    """How awake a person's pages are; of several pages and devices the most awake counts."""

    GONE = 0
    """None is open."""
    IDLE = 1
    """Open ones, none of which was used for a while."""
    AWAKE = 2


class State(StrEnum):
    """What others see."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"
    OUT_OF_HOURS = "out_of_hours"
    OFFLINE = "offline"


def state_seen(wake: Wake, *, is_busy: bool = False, is_off: bool = False, is_hidden: bool = False) -> State:
    """What others see of somebody.

    Who hides is seen as though no page of theirs were open and they had said nothing. What somebody says themselves
    comes before what their pages tell. Outside their hours nobody sees whether they work all the same.
    """
    if is_busy and not is_hidden:
        return State.BUSY
    if is_off:
        return State.OUT_OF_HOURS
    if is_hidden or wake is Wake.GONE:
        return State.OFFLINE
    return State.AVAILABLE if wake is Wake.AWAKE else State.AWAY
