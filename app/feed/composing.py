"""The composer: where the viewer may write, who will read it there, and what was typed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_date, to_user_timezone
from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.errors import Invalid, ParvisError
from app.core.frame import find_organisation
from app.core.language import in_language
from app.feed import queries
from app.feed.audiences import OF_THE_HOUSE
from app.feed.forms import UNCHOSEN, SentPost
from app.feed.services.announcing import NewAnnouncement
from app.files.items import Item
from app.groups.models import Access
from app.groups.policy import KEEPERS
from app.groups.queries import list_own_groups

ANNOUNCEMENT = NewAnnouncement.name
EVENING = 18
DAY = "EEEE d MMMM"


@dataclass(frozen=True)
class Place:
    """Somewhere the viewer may write; the whole house has no identifier."""

    id: str
    label: str
    audience: str
    may_announce: bool = False


@dataclass(frozen=True)
class Composer:
    """What the form shows."""

    places: tuple[Place, ...]
    chosen: str
    invitation: str
    title: str = ""
    body: str = ""
    files: tuple[Item, ...] = ()
    error: str = ""
    is_open: bool = False
    kind: str = ""
    """Which of the kinds is chosen; empty for a plain text."""
    sent: Mapping[str, str] | None = None
    """The fields of its kind as they were typed, where they were refused."""
    errors: Mapping[str, str] | None = None
    """What is wrong with them, by field."""
    values: tuple[tuple[str, str], ...] = ()
    """What one may be thanked for, with its name in the reader's language."""
    nudge: str = ""
    """What the author is told of a text that may hurt; sent again it is published."""

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
    hour = to_user_timezone(clock.now()).hour
    words = _("Good evening %(name)s", name=name) if hour >= EVENING else _("Hello %(name)s", name=name)
    day = format_date(clock.now(), DAY)
    return Greeting(day[:1].upper() + day[1:], words)


def compose(viewer: Person, *, chosen: str = "", kind: str = "", is_open: bool = False) -> Composer | None:
    """An empty composer for a kind of post, or None for a guest without a group: they have nowhere to write."""
    places = _places(viewer)
    if not places:
        return None
    fitting = [place.id for place in places if place.may_announce or kind != ANNOUNCEMENT]
    known = chosen if chosen in fitting else [*fitting, places[0].id][0]
    invitation = _("What’s new, %(name)s?", name=viewer.name.split()[0])
    return Composer(places, known, invitation, kind=kind, is_open=is_open, values=offered_values())


def compose_again(viewer: Person, sent: SentPost, error: ParvisError) -> Composer:
    """The composer with what was refused.

    Where the place itself is gone, or one may not announce there, another has to be chosen: what was meant for a few
    is never sent to all by mistake.
    """
    places = _places(viewer)
    chosen = sent.group_id
    place = next((place for place in places if place.id == chosen), None)
    if place is None or (sent.kind == ANNOUNCEMENT and not place.may_announce):
        why = _("You may not announce in the place you had chosen.")
        why = why if place else _("You can no longer write in the place you had chosen.")
        chosen = UNCHOSEN
        places = (Place(UNCHOSEN, _("Choose a place"), why, may_announce=True), *places)
    errors = error.errors if isinstance(error, Invalid) else {}
    of_kind = {name: said for name, said in errors.items() if _is_beside(name, sent.kind)}
    return Composer(
        places=places,
        chosen=chosen,
        invitation="",
        title=sent.title,
        body=sent.body,
        files=tuple(sent.files.shown(actor=viewer)),
        error="" if of_kind or "nudge" in errors else reason_of(error),
        is_open=True,
        kind=sent.kind,
        sent=sent.fields,
        errors=of_kind,
        values=offered_values(),
        nudge=errors.get("nudge", ""),
    )


def reason_of(error: ParvisError) -> str:
    """Why something was refused; of a place that is gone no more is said than that one can no longer write there."""
    return error.detail or _("You can no longer write here.")


def _is_beside(field: str, kind: str) -> bool:
    """Whether what is wrong with a field is said at the field."""
    return field == "scheduled_at" or (bool(kind) and field.startswith(f"{kind}_"))


def offered_values() -> tuple[tuple[str, str], ...]:
    """The company's values that one may be thanked for, each with its name in the reader's language."""
    return tuple((str(value.id), in_language(value.name)) for value in queries.list_choices())


def _places(viewer: Person) -> tuple[Place, ...]:
    house = find_organisation().name
    all_may_read = _("Everybody at %(house)s can read this group.", house=house)
    members_only = _("Only the members of this group will see this.")
    groups = tuple(
        Place(
            str(group.id),
            group.name,
            all_may_read if group.access == Access.OPEN else members_only,
            may_announce=group.role in KEEPERS,
        )
        for group in list_own_groups(viewer)
        if group.may_post
    )
    if viewer.is_guest:
        return groups
    everybody = Place(
        "",
        _("All of %(house)s", house=house),
        _("Everybody at %(house)s will see this.", house=house),
        may_announce=viewer.has(*OF_THE_HOUSE),
    )
    return (everybody, *groups)
