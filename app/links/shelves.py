"""Shelves: where a room keeps what its texts' first links lead to, and how its readers are shown that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute

from app.links.models import KeptLink

Card: TypeAlias = Mapping[str, str | None]
"""What readers see of a link: `url`, `title`, `text`, `site` and `picture_url`, plain JSON values."""


T = TypeVar("T")


@dataclass(frozen=True)
class Shelf(Generic[T]):
    """One kind of text whose first link is shown: of things that have an `id` and their words as `html`."""

    rows: type[KeptLink]
    key: InstrumentedAttribute[UUID]
    """The column of these rows that names the text."""
    find: Callable[[UUID], T | None]
    """The text as it stands; None where it is gone."""
    hold: Callable[[UUID], T | None]
    """The same, kept from other writers until the running command ends."""
    show: Callable[[T, Card | None], bool]
    """Put what readers see of its link into a text that is held, or take it out; whether that changed anything."""
    tell: Callable[[T], None]
    """Record that the text is to be drawn anew."""
    picture_url: str
    """The address of a link's picture, with `{id}` for the text's identifier; who may read the text may read it."""
