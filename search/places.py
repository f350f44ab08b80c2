"""Places: where in the house the palette leads, and what one can make there, of what stands open to the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.accounts.models import Person
from app.accounts.settings import tabs
from app.chat.models import Kind
from app.chat.queries import list_named
from app.core.folding import each_begins, words_of
from app.core.frame import Frame

MOST_GROUPS = 6
MOST_CONVERSATIONS = 5


@dataclass(frozen=True)
class Way:
    """An address of the house with its name; `about` says where it is found, and its words find it too."""

    url: str
    label: str
    icon: str
    about: str = ""
    id: str = ""
    """Of a group or its room, by which its colour is chosen."""


def places_of(frame: Frame) -> list[Way]:
    """The places of the viewer's navigation, and what concerns themselves; the last of them the pages of settings."""
    rows = [row for section in frame.navigation for row in section.entries]
    settings = _("Settings")
    return [
        *(Way(row.url, row.label, row.icon) for row in rows),
        Way("/groups", _("All groups"), "door-open"),
        Way("/notifications", _("Notifications"), "bell"),
        Way("/drafts", _("My drafts"), "pencil"),
        Way(f"/people/{frame.viewer.handle}", _("My profile"), "circle-user-round"),
        *(Way(url, str(label), "settings-2", settings) for label, url, _is_present in tabs("")),
    ]


def groups_of(frame: Frame) -> list[Way]:
    """The viewer's own groups."""
    return [Way(group.url, group.name, group.icon, id=str(group.id)) for group in frame.groups]


def conversations_of(viewer: Person) -> list[Way]:
    """The rooms, topics and conversations of several that the viewer takes part in, the latest first."""
    icons: dict[str, str] = {Kind.TOPIC: "hash", Kind.PEOPLE: "messages-square"}
    return [
        Way(f"/messages/{one.id}", one.name, icons[one.kind])
        if one.kind in icons
        else Way(f"/messages/{one.id}", one.name, one.group_icon or "", id=str(one.group_id))
        for one in list_named(viewer)
    ]


def deeds_of(frame: Frame) -> list[Way]:
    """What the viewer can make; each leads to a form of its own."""
    deeds = [Way("/posts/new", _("New post"), "square-pen"), Way("/messages/new", _("New message"), "messages-square")]
    if not frame.viewer.is_guest:
        deeds += [Way("/events/new", _("New event"), "calendar-plus"), Way("/groups/new", _("New group"), "door-open")]
    return [deed for deed in deeds if frame.offers(deed.url)]


def meant_by(q: str, ways: Iterable[Way]) -> list[Way]:
    """Those of which each typed word begins a word; all of them where nothing is typed."""
    return [way for way in ways if each_begins(q, words_of(f"{way.label} {way.about}".replace("’", " ")))]
