"""The composer: where the viewer may write, who will read it there, and what was typed before."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.errors import ParvisError
from app.core.frame import find_organisation
from app.feed.forms import UNCHOSEN, SentPost
from app.files.items import Item
from app.groups.models import Access
from app.groups.queries import OwnGroup, list_own_groups

EVENING = 18
DAY = "EEEE d MMMM"


@dataclass(frozen=True)
class Place:
    """Somewhere the viewer may write; the whole house has no identifier."""

    id: str
    label: str
    audience: str


@dataclass(frozen=True)
class Composer:
    """What the form shows."""

    places: list[Place]
    chosen: str
    invitation: str
    title: str = ""
    body: str = ""
    files: list[Item] = field(default_factory=list)
    error: str = ""
    is_open: bool = False

    @property
    def audience(self) -> str:
        """Who reads what is said in the chosen place."""
        return next((place.audience for place in self.places if place.id == self.chosen), "")


@dataclass(frozen=True)
class Greeting:
    """What home says first."""

    day: str
    words: str


def greet(viewer: Person) -> Greeting:
    """A greeting by the viewer's clock."""
    name = viewer.name.split()[0] if viewer.name.split() else viewer.name
    hour = int(format_datetime(clock.now(), "H"))
    words = _("Good evening %(name)s", name=name) if hour >= EVENING else _("Hello %(name)s", name=name)
    day = format_date(clock.now(), DAY)
    return Greeting(day[:1].upper() + day[1:], words)


def compose(viewer: Person, *, chosen: str = "", is_open: bool = False) -> Composer | None:
    """An empty composer, or None for a guest without a group: they have nowhere to write."""
    places = _places(viewer)
    if not places:
        return None
    known = chosen if any(place.id == chosen for place in places) else places[0].id
    return Composer(places, known, _("What’s new, %(name)s?", name=viewer.name.split()[0]), is_open=is_open)


def compose_again(viewer: Person, sent: SentPost, error: ParvisError) -> Composer:
    """The composer with what was refused.

    Where the place itself is gone another has to be chosen: what was meant for a few is never sent to all by mistake.
    """
    places = _places(viewer)
    chosen = sent.group_id
    if all(place.id != chosen for place in places):
        chosen = UNCHOSEN
        places = [
            Place(UNCHOSEN, _("Choose a place"), _("You can no longer write in the place you had chosen.")),
            *places,
        ]
    return Composer(
        places=places,
        chosen=chosen,
        invitation="",
        title=sent.title,
        body=sent.body,
        files=sent.files.shown(actor=viewer),
        error=error.detail or _("You can no longer write here."),
        is_open=True,
    )


def _places(viewer: Person) -> list[Place]:
    house = find_organisation().name
    groups = [Place(str(group.id), group.name, _audience(group, house)) for group in list_own_groups(viewer)]
    if viewer.is_guest:
        return groups
    everybody = Place("", _("All of %(house)s", house=house), _("Everybody at %(house)s will see this.", house=house))
    return [everybody, *groups]


def _audience(group: OwnGroup, house: str) -> str:
    if group.access == Access.OPEN:
        return str(_("Everybody at %(house)s can read this group.", house=house))
    return str(_("Only the members of this group will see this."))
