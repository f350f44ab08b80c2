"""What the demo's people plan, who comes, and what is cancelled."""

from __future__ import annotations

from functools import partial

from app.agenda.models import Event as Meeting
from app.agenda.models import Reply
from app.agenda.services import answer_event, cancel_event, plan_event
from app.demo.people import People
from app.demo.places import Groups
from app.demo.story import Event, Written, moment, read

WORDS = ("title", "body", "place", "link", "seats")


class Meetings:
    """The events of the agenda, in the order in which they were planned."""

    def __init__(self, people: People, groups: Groups) -> None:
        self._people = people
        self._groups = groups
        self._planned: dict[str, Meeting] = {}

    def events(self) -> list[Event]:
        """All that is planned and cancelled, each with its time."""
        happen: list[Event] = []
        for row in read("agenda.toml")["event"]:
            times = {"starts_at": moment(row["starts"]), "ends_at": moment(row["ends"])}
            happen.append((moment(row["at"]), partial(self._plan, row, times)))
            if "cancelled" in row:
                happen.append((moment(row["cancelled"]), partial(self._cancel, row)))
        return happen

    def _plan(self, row: Written, times: Written) -> None:
        event = plan_event(
            **{name: row[name] for name in WORDS if name in row},
            **times,
            is_all_day=row.get("all_day", False),
            group=self._groups.get(row.get("group", "")),
            actor=self._people[row["author"]],
        )
        for reply in Reply:
            for handle in row.get(reply, []):
                answer_event(event, reply, actor=self._people[handle])
        self._planned[row["title"]] = event

    def _cancel(self, row: Written) -> None:
        cancel_event(self._planned[row["title"]], actor=self._people[row["author"]])
