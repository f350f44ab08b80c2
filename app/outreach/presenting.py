"""Presenting: what the pages show of items, channels and publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict
from app.core.sealing import Unsealable
from app.feed.hooks import Outward
from app.files.queries import list_files
from app.outreach import queries
from app.outreach.channels import CONNECTORS
from app.outreach.guardrails import Rule
from app.outreach.items import checks
from app.outreach.models import Access, Channel, Kind, LibraryItem, Publication, State
from app.outreach.previewing import Preview, preview
from app.outreach.reasons import FOUND_WORDS, words_for
from app.outreach.states import OVER

STATES: dict[State, tuple[LazyString, str]] = {
    State.PLANNED: (_l("Foreseen"), "outline"),
    State.SCHEDULED: (_l("Set to go out"), "sky"),
    State.SENDING: (_l("Being sent"), "sky"),
    State.PUBLISHED: (_l("Out"), "m"),
    State.RETRY_WAIT: (_l("Tried again soon"), "l"),
    State.UNKNOWN: (_l("Being looked for"), "l"),
    State.NEEDS_HUMAN: (_l("Needs your eyes"), "b"),
    State.FAILED: (_l("Not sent"), "b"),
    State.MISSED: (_l("Missed"), "l"),
    State.CANCELLED: (_l("Cancelled"), "outline"),
    State.WITHDRAWN: (_l("Taken back"), "outline"),
}
ACCESSES: dict[Access, tuple[LazyString, str, str]] = {
    Access.READY: (_l("Ready"), "m", "check"),
    Access.UNCHECKED: (_l("Being checked"), "outline", "clock"),
    Access.REVOKED: (_l("Access to renew"), "l", "key-round"),
    Access.UNREACHABLE: (_l("Does not answer"), "l", "wifi-off"),
}
FIGURES: dict[str, LazyString] = {
    "favourites": _l("Favourites"),
    "boosts": _l("Boosts"),
    "replies": _l("Replies"),
}


@dataclass(frozen=True)
class Place:
    """A channel as an item's page shows it: what goes there, or what became of it."""

    channel: Channel
    network: str
    seen: Preview | None
    """None where the channel's access must be given anew."""
    publication: Publication | None

    @property
    def is_free(self) -> bool:
        """Whether the item can be scheduled there."""
        is_open = self.seen is not None and not self.seen.problems and self.channel.access != Access.REVOKED
        return is_open and self.publication is None

    @property
    def is_suggested(self) -> bool:
        """Whether the form proposes it: it takes the item, and did not fail to answer when it was last asked."""
        return self.is_free and self.channel.access != Access.UNREACHABLE


@dataclass(frozen=True)
class Sent:
    """A publication with its own clicks."""

    publication: Publication
    network: str
    state: str
    look: str
    clicks: queries.Clicks


def network_of(channel: Channel) -> str:
    """What people call the network."""
    return str(CONNECTORS[Kind(channel.kind)].name)


def item_parts(item: LibraryItem | None) -> dict[str, Any]:
    """What the page of an item is made of; empty where no item is open."""
    publications = queries.list_item_publications([item.id]) if item else []
    sent = sent_of(publications)
    return {
        "places": places_of(item, publications) if item else [],
        "checks": checks(item) if item else [],
        "files": list_files(item.file_ids) if item else [],
        "sent": sent,
        "totals": totals(sent),
        "accesses": ACCESSES,
        "states": STATES,
    }


def places_of(item: LibraryItem, publications: Sequence[Publication]) -> list[Place]:
    """Where an item may go, with exactly what would be sent there."""
    running = {publication.channel_id: publication for publication in publications if publication.state not in OVER}
    return [
        Place(channel, network_of(channel), _seen(item, channel, running.get(channel.id)), running.get(channel.id))
        for channel in queries.channels_for(item)
    ]


def going_parts(item: LibraryItem, channel_ids: Sequence[UUID]) -> dict[str, Any]:
    """What the last step before an item goes out shows. Raises Conflict where it cannot go to one of these channels."""
    parts = item_parts(item)
    places = [place for place in parts["places"] if place.channel.id in channel_ids and place.is_free]
    if len(places) < len(set(channel_ids)) or any(check["blocking"] for check in parts["checks"]):
        raise Conflict(_("It cannot go there as things stand: read what is said beside it."))
    return parts | {"places": places}


def _seen(item: LibraryItem, channel: Channel, publication: Publication | None) -> Preview | None:
    try:
        return preview(item, channel, publication)
    except Unsealable:
        return None


def sent_of(publications: Sequence[Publication]) -> list[Sent]:
    """Publications in words, with what they brought."""
    clicks = queries.clicks_of([publication.id for publication in publications])
    return [
        Sent(
            publication,
            network_of(publication.channel),
            str(STATES[State(publication.state)][0]),
            STATES[State(publication.state)][1],
            clicks.get(publication.id, queries.Clicks(0, 0)),
        )
        for publication in publications
    ]


def totals(sent: Sequence[Sent]) -> list[tuple[str, int | None, str]]:
    """What the networks count of these publications; a figure that nobody gives is None, and it is said why."""
    counted = [one.publication.figures for one in sent]
    countable = {name for one in sent for name in CONNECTORS[Kind(one.publication.channel.kind)].figures}
    rows: list[tuple[str, int | None, str]] = []
    for name, label in FIGURES.items():
        known = [figures[name] for figures in counted if name in figures]
        why = _("not counted yet") if name in countable else _("the network does not give it")
        rows.append((str(label), sum(known) if known else None, "" if known else why))
    return rows


@dataclass(frozen=True)
class Step:
    """One line of a publication's journal, in words."""

    at: datetime
    who: str
    state: str
    reason: str
    detail: str


def journal_of(publication: Publication) -> list[Step]:
    """What happened to a publication, oldest first; what the guard rails warned of is said in words."""
    return [
        Step(
            entry.at,
            entry.actor.name if entry.actor else "",
            str(STATES[State(entry.new)][0]),
            words_for(entry.reason),
            _warned(entry.detail) if entry.new == State.SCHEDULED else entry.detail,
        )
        for entry in queries.list_journal(publication)
    ]


def _warned(detail: str) -> str:
    return " ".join(str(FOUND_WORDS[Rule(name)]) for name in detail.split(", ") if name)


def outward_of(post_ids: Sequence[UUID]) -> dict[UUID, Outward]:
    """What became of these posts outside, for the line at their foot."""
    return {
        post_id: Outward(found.publications, found.clicks, f"/outreach/items/{found.item_id}")
        for post_id, found in queries.outward_of_posts(post_ids).items()
    }
