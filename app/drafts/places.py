"""Places: where somebody may be writing, as the rooms that will take the words bring them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app
from flask_babel import LazyString
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound

PLACES = "parvis.places"
NAME = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?")

Open = Callable[[Person, Collection[UUID]], Collection[UUID]]
"""Which of some things a person may still write at."""


@dataclass(frozen=True)
class Spot:
    """Where a draft is gone on with: the address, and what the thing is called to which it belongs, if anything."""

    url: str
    name: str = ""


Find = Callable[[Person, Collection[UUID]], Mapping[UUID, Spot]]
"""Where the drafts that belong to some things are gone on with; it is asked about those that are open to the person."""


@dataclass(frozen=True)
class Place:
    """A kind of place. A draft names it by the kind alone, or as `kind-identifier` where it belongs to something."""

    kind: str
    longest: int
    """How many characters a draft may have there, with all that was chosen beside the words."""
    words: LazyString
    """What is written there: "a message"."""
    url: str = ""
    """Where it is written, if the place belongs to nothing."""
    open_to: Open | None = None
    """None where the place belongs to nothing."""
    find: Find | None = None
    """Known wherever `open_to` is."""

    def bring(self, app: Flask) -> None:
        """Let drafts be kept there."""
        app.extensions.setdefault(PLACES, {})[self.kind] = self


def among(identifier: InstrumentedAttribute[UUID], visible_to: Callable[[Person], ColumnElement[bool]]) -> Open:
    """Open to whom a filter shows the things that have this identifier."""

    def those(person: Person, ids: Collection[UUID]) -> Collection[UUID]:
        return session.scalars(select(identifier).where(identifier.in_(ids), visible_to(person))).all()

    return those


def at(address: str) -> Find:
    """Gone on with at an address with `{id}`, about things that have no name."""

    def find(_person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
        return {each: Spot(address.format(id=each)) for each in ids}

    return find


def at_named(address: str, identifier: InstrumentedAttribute[UUID], name: InstrumentedAttribute[str]) -> Find:
    """The same about things that have one, in the column `name` beside their `identifier`."""

    def find(_person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
        named = session.execute(select(identifier, name).where(identifier.in_(ids)))
        return {each: Spot(address.format(id=each), called) for each, called in named}

    return find


def parse_place(name: str) -> tuple[Place, UUID | None]:
    """The place of a name, and what it belongs to; raises NotFound for a name of none."""
    found = _find_place(name)
    if found is None:
        raise NotFound
    return found


def _find_place(name: str) -> tuple[Place, UUID | None] | None:
    found = NAME.fullmatch(name)
    place: Place | None = current_app.extensions.get(PLACES, {}).get(found[1]) if found else None
    if found is None or place is None or (place.open_to is None) is not (found[2] is None):
        return None
    return place, UUID(found[2]) if found[2] else None


def those_open(names: Collection[str], person: Person) -> set[str]:
    """Of these places, those where the person may still write. So many statements as there are kinds among them.

    At one of a kind that no room brings any more nobody may, and the others are open all the same.
    """
    found = {name for name in names if (kept := _find_place(name)) and kept[1] is None}
    for place, by_identifier in _belonging(names).items():
        if place.open_to is not None:
            found.update(by_identifier[each] for each in place.open_to(person, by_identifier.keys()))
    return found


def find_spots(names: Collection[str], person: Person) -> dict[str, Spot]:
    """Where the person goes on with drafts at those of these places that are open to them."""
    opened = those_open(names, person)
    kept_at = ((name, _find_place(name)) for name in opened)
    found = {name: Spot(kept[0].url) for name, kept in kept_at if kept and kept[1] is None}
    for place, by_identifier in _belonging(opened).items():
        if place.find is not None:
            spots = place.find(person, by_identifier.keys())
            found.update({by_identifier[each]: spot for each, spot in spots.items()})
    return found


def _belonging(names: Collection[str]) -> dict[Place, dict[UUID, str]]:
    """The names of places that belong to something, by kind and by what they belong to."""
    found: defaultdict[Place, dict[UUID, str]] = defaultdict(dict)
    for name in names:
        kept = _find_place(name)
        if kept is not None and kept[1] is not None:
            found[kept[0]][kept[1]] = name
    return found
