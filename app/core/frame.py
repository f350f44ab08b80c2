"""The frame: what stands around every page (navigation, one's groups, unread marks), brought by the rooms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any, TypeAlias
from uuid import UUID

from flask import Flask, current_app, g, render_template, request
from flask_babel import LazyString, lazy_gettext
from markupsafe import Markup

from app.core.fragments import render_each
from app.core.hooks import Hook

Text: TypeAlias = str | LazyString


class Section(Enum):
    """The parts of the navigation, in their order."""

    MAIN = None
    CARE = lazy_gettext("Looking after")
    HOUSE = lazy_gettext("The house")

    @property
    def title(self) -> str | None:
        """What stands above its entries."""
        return None if self is Section.MAIN else str(self.value)


@dataclass(frozen=True)
class Entry:
    """A place in the navigation; `visible` says to whom, `unread` whether something new waits there.

    `behavior` names the script that keeps the mark of what is new true while the page is open. The pages below its own
    address belong to it, and those below the addresses in `also`.
    """

    label: Text
    endpoint: str
    icon: str
    order: int
    section: Section = Section.MAIN
    visible: Callable[[Any], bool] = lambda _viewer: True
    unread: Callable[[Any], bool] = lambda _viewer: False
    behavior: str | None = None
    also: tuple[str, ...] = ()


OWN = "me"
"""What `Frame.place` says of the pages that concern oneself: profile, settings, own reports and decisions."""
OWN_PAGES = ("/settings", "/notifications/settings", "/notifications/mutes", "/reports/mine", "/decisions")


@dataclass(frozen=True)
class Row:
    """A place as the page shows it."""

    label: str
    url: str
    icon: str
    unread: bool
    current: bool
    behavior: str | None


@dataclass(frozen=True)
class Rows:
    """The places of one section."""

    title: str | None
    entries: tuple[Row, ...]


@dataclass(frozen=True)
class GroupRow:
    """One of the viewer's groups in the navigation."""

    id: UUID
    name: str
    url: str
    icon: str
    unread: bool


@dataclass(frozen=True)
class Viewer:
    """The person before the screen, as the frame shows them."""

    id: UUID
    name: str
    handle: str
    photo_url: str | None
    is_guest: bool


@dataclass(frozen=True)
class Organisation:
    """The company's name and accent colour."""

    name: str
    accent: str


mark_of: Hook[[Any], Hashable] = Hook("mark_of", "What changes with all that the frame shows of the viewer?")
groups_of: Hook[[Any], list[GroupRow]] = Hook("groups_of", "Which groups stand in the viewer's navigation?")
unread_notifications: Hook[[Any], int] = Hook("unread_notifications", "How many notifications wait for the viewer?")
beside_home: Hook[[Any], Markup] = Hook("beside_home", "What stands beside home for this viewer? Empty for nothing.")
quiet_hours: Hook[[Any], str] = Hook("quiet_hours", "When is the viewer told nothing? Empty for never.")
newest_draft: Hook[[Any], int] = Hook("newest_draft", "Which version has the newest of the viewer's drafts?")
organisation: Hook[[], Organisation] = Hook("organisation", "What are the organisation's name and accent?")


def add_entry(app: Flask, entry: Entry) -> None:
    """Put a place into the navigation."""
    app.extensions.setdefault("parvis.entries", []).append(entry)


@cache
def _address_of(endpoint: str) -> str:
    """Where an entry leads; its address has no parts that change."""
    return current_app.url_map.bind("").build(endpoint)


def stand_at(address: str) -> None:
    """Let the page that is being made belong to another place than its own address says: a post to its group."""
    g.standing = address


def _is_below(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(f"{address}/"))


def find_organisation() -> Organisation:
    """The company as its administration describes it, or Parvis until it does."""
    return next(iter(organisation.ask()), Organisation("Parvis", "sky"))


def frame_around(person: Any) -> Frame:
    """The frame of the page that is being made for somebody."""
    if "frame" not in g:
        g.frame = Frame(person)
    frame: Frame = g.frame
    return frame


class Frame:
    """What the layouts read of the viewer; each part is asked for at most once a page."""

    def __init__(self, person: Any) -> None:
        self._person = person

    @cached_property
    def viewer(self) -> Viewer:
        person = self._person
        return Viewer(person.id, person.name, person.handle, person.photo_url, person.is_guest)

    @cached_property
    def mark(self) -> Hashable:
        """Something that is another as soon as anything is that the frame shows of the viewer, beside the address."""
        unread = tuple((entry.endpoint, entry.unread(self._person)) for entry in self._entries)
        return *mark_of.ask(self._person), unread

    def part(self, template: str) -> Markup:
        """A part of the frame, kept under its mark and under what of the request it shows."""
        looked_for = request.args.get("q") if request.path == "/search" else None
        key: tuple[Hashable, ...] = (template, self.mark, self.place, looked_for, request.cookies.get("theme"))
        render: Callable[[list[Any]], dict[Any, str]] = lambda _: {key: render_template(template, frame=self)}  # noqa: E731 (it is short)
        return render_each("frame", [key], render)[0]

    @cached_property
    def place(self) -> str:
        """Where the page stands: the address of a group or of what the bars lead to, or OWN; "" elsewhere."""
        path: str = g.get("standing") or request.path
        if any(_is_below(path, own) for own in (f"/people/{self.viewer.handle}", *OWN_PAGES)):
            return OWN
        if path.startswith("/groups/"):
            return "/".join(path.split("/")[:3])
        return next((place for address, place in self._places if _is_below(path, address)), "")

    @property
    def _places(self) -> Iterator[tuple[str, str]]:
        yield from ((address, address) for address in ("/groups", "/posts/new", "/notifications"))
        for entry in self._entries:
            url = _address_of(entry.endpoint)
            yield from ((address, url) for address in (url, *entry.also))

    @cached_property
    def _entries(self) -> list[Entry]:
        entries: list[Entry] = current_app.extensions.get("parvis.entries", [])
        return sorted((entry for entry in entries if entry.visible(self._person)), key=lambda entry: entry.order)

    def offers(self, path: str) -> bool:
        """Whether this house has a page at an address; a room that is left out leaves no dead link."""
        return bool(current_app.url_map.bind("").test(path, "GET"))

    @cached_property
    def navigation(self) -> tuple[Rows, ...]:
        rows = [(entry.section, self._row(entry, _address_of(entry.endpoint))) for entry in self._entries]
        sections = (Rows(each.title, tuple(row for section, row in rows if section is each)) for each in Section)
        return tuple(section for section in sections if section.entries)

    def _row(self, entry: Entry, url: str) -> Row:
        return Row(str(entry.label), url, entry.icon, entry.unread(self._person), url == self.place, entry.behavior)

    @cached_property
    def groups(self) -> tuple[GroupRow, ...]:
        return tuple(row for answer in groups_of.ask(self._person) for row in answer)

    @cached_property
    def quiet_hours(self) -> str:
        return " ".join(filter(None, quiet_hours.ask(self._person)))

    @cached_property
    def unread_notifications(self) -> int:
        return sum(unread_notifications.ask(self._person))

    @cached_property
    def newest_draft(self) -> int:
        return max(newest_draft.ask(self._person), default=0)
