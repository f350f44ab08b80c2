"""When the demo's people want to be told: who is away, whose hours are others, what somebody muted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.demo.people import People
from app.demo.story import Event, Written, moment, read
from app.notifications.mutes import Sort
from app.notifications.services import choose_attention, mute, plan_absence


class Attending:
    """The choices that people make about what comes to them, each at its time."""

    def __init__(self, people: People) -> None:
        self._people = people

    def events(self) -> list[Event]:
        """All of them."""
        told: dict[str, Callable[[Written], None]] = {"absence": self._away, "hours": self._work, "mute": self._mute}
        return [
            (moment(row["at"]), partial(tell, row))
            for kind, tell in told.items()
            for row in read("attention.toml")[kind]
        ]

    def _away(self, row: Written) -> None:
        days = (moment(row[name]).date() for name in ("first", "last"))
        plan_absence(*days, actor=self._people[row["person"]])

    def _work(self, row: Written) -> None:
        hours = {name: row[name] for name in ("quiet_from", "quiet_until")}
        choose_attention(**hours, actor=self._people[row["person"]])

    def _mute(self, row: Written) -> None:
        mute(Sort(row["sort"]), row["value"], actor=self._people[row["person"]])
