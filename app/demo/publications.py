"""What the demo's house says outside: its channels, what went out on them, and the clicks that this brought."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.demo.people import People
from app.demo.proposals import Proposals
from app.demo.story import Event, Written, moment, read
from app.outreach.models import Channel, LibraryItem, Publication
from app.outreach.queries import list_links
from app.outreach.services import (
    count_click,
    create_channel,
    deliver,
    forget_visitors,
    schedule_publication,
    set_terms,
)

SOON = timedelta(minutes=20)
READ_AFTER = timedelta(hours=3)
BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
)


class Publications:
    """The events of the library and of the channels. Nothing here reaches another host."""

    def __init__(self, people: People, proposals: Proposals, random: Random) -> None:
        self._people = people
        self._proposals = proposals
        self._random = random
        self._channels: dict[str, Channel] = {}
        self._publications: dict[str, Publication] = {}

    def events(self) -> list[Event]:
        """All that is set up, scheduled, published and read, each with its time."""
        written = read("proposals.toml")
        happen: list[Event] = [(moment(row["at"]), partial(self._set_up, row)) for row in written["channel"]]
        happen += [self._limiting(row) for row in written["proposal"] if "valid_until" in row]
        for row in written["publication"]:
            happen += self._events_of(row)
        return [*happen, (clock.now(), forget_visitors)]

    def _limiting(self, row: Written) -> Event:
        approved_at, ends = moment(row["reviews"][-1]["at"]), moment(row["valid_until"])
        return approved_at + SOON, partial(self._limit, row["key"], ends)

    def _events_of(self, row: Written) -> list[Event]:
        at = moment(row["at"])
        if "scheduled_at" in row:
            return [(at, partial(self._schedule, row, moment(row["scheduled_at"])))]
        days: list[Event] = [
            (at + READ_AFTER + timedelta(days=day), partial(self._click, row["key"], count))
            for day, count in enumerate(row["clicks"])
        ]
        return [(at, partial(self._schedule, row, None)), (at, partial(self._deliver, row["key"])), *days]

    def _set_up(self, row: Written) -> None:
        """The Mastodon channel is checked by the worker, which will find that its host does not exist."""
        config, actor = row.get("config", {}), self._people[row["by"]]
        self._channels[row["key"]] = create_channel(kind=row["kind"], name=row["name"], config=config, actor=actor)

    def _limit(self, proposal: str, ends: datetime) -> None:
        set_terms(self._item(proposal), embargo_until=None, valid_until=ends, actor=self._people["david"])

    def _schedule(self, row: Written, at: datetime | None) -> None:
        item, channel = self._item(row["proposal"]), self._channels[row["channel"]]
        actor = self._people[row["by"]]
        self._publications[row["key"]] = schedule_publication(item, channel, scheduled_at=at, actor=actor)

    def _item(self, proposal: str) -> LibraryItem:
        wanted = LibraryItem.proposal_id == self._proposals.proposals[proposal].id
        return session.scalars(select(LibraryItem).where(wanted)).one()

    def _deliver(self, key: str) -> None:
        deliver(str(self._publications[key].id))

    def _click(self, key: str, count: int) -> None:
        """So often readers follow the link on this day, some of them twice."""
        (link,) = list_links(self._publications[key])
        for _ in range(count):
            address = f"203.0.113.{self._random.randint(1, min(3 * count, 254))}"
            count_click(link.code, address=address, user_agent=self._random.choice(BROWSERS))
