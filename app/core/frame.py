"""The frame: what stands around every page (navigation, one's groups, unread marks), brought by the rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID

from flask import Flask, current_app, request, url_for
from flask_babel import LazyString

from app.core.hooks import Hook

Text: TypeAlias = str | LazyString


@dataclass(frozen=True)
class Entry:
    """A place in the navigation; `visible` says to whom, `unread` whether something new waits there."""

    label: Text
    endpoint: str
    icon: str
    order: int
    section: str = "main"
    visible: Callable[[Any], bool] = lambda _viewer: True
    unread: Callable[[Any], bool] = lambda _viewer: False
    endpoints: tuple[str, ...] = field(default=())

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        return request.blueprint == self.endpoint.split(".")[0] or request.endpoint in self.endpoints


@dataclass(frozen=True)
class GroupEntry:
    """One of the viewer's groups in the navigation."""

    id: UUID
    name: str
    url: str
    icon: str
    unread: bool
    current: bool


groups_of: Hook[[Any], list[GroupEntry]] = Hook("groups_of", "Which groups stand in the viewer's navigation?")
unread_notifications: Hook[[Any], int] = Hook("unread_notifications", "How many notifications wait for the viewer?")
photo_url_of: Hook[[Any], str | None] = Hook("photo_url_of", "Where is the viewer's photo?")
organisation: Hook[[], tuple[str, str]] = Hook("organisation", "What are the organisation's name and accent?")


def add_entry(app: Flask, entry: Entry) -> None:
    """Put a place into the navigation."""
    app.extensions.setdefault("parvis.entries", []).append(entry)


@dataclass(frozen=True)
class Viewer:
    """The person before the screen, as the frame shows them."""

    id: UUID
    name: str
    handle: str
    photo_url: str | None


@dataclass(frozen=True)
class Organisation:
    """The company's name and accent colour."""

    name: str
    accent: str


class Frame:
    """What `layouts/app.html` reads; each part is asked for at most once a page."""

    def __init__(self, person: Any) -> None:
        self._person = person

    @cached_property
    def viewer(self) -> Viewer:
        person = self._person
        photo = next(iter(photo_url_of.ask(person)), None)
        return Viewer(person.id, person.name, person.handle, photo)

    @cached_property
    def navigation(self) -> dict[str, list[Entry]]:
        """Entries by section: "main" for everybody, "care" for those who look after the house."""
        entries = sorted(current_app.extensions.get("parvis.entries", []), key=lambda entry: entry.order)
        sections: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.visible(self._person):
                sections.setdefault(entry.section, []).append(entry)
        return sections

    def is_unread(self, entry: Entry) -> bool:
        return entry.unread(self._person)

    @cached_property
    def groups(self) -> list[GroupEntry]:
        return [entry for answer in groups_of.ask(self._person) for entry in answer]

    @cached_property
    def unread_notifications(self) -> int:
        return sum(unread_notifications.ask(self._person))

    @cached_property
    def organisation(self) -> Organisation:
        return Organisation(*next(iter(organisation.ask()), ("Parvis", "sky")))
