"""What can be read of presence; callers answer for who may know of whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.people.queries import whom_not_to_contact
from app.presence.hooks import off_hours, wake_of
from app.presence.models import Presence
from app.presence.states import State, Wake, state_seen


@dataclass(frozen=True)
class Status:
    """What a person says of themselves, until it goes by itself."""

    icon: str
    text: str
    until: datetime


@dataclass(frozen=True)
class Seen:
    """What others see of somebody; `until` is the end of a state that the person gave one."""

    state: State
    is_here: bool
    until: datetime | None
    status: Status | None


@dataclass(frozen=True)
class Choices:
    """What a person chose, as they read it themselves."""

    busy_until: datetime | None
    status: Status | None
    appears_offline: bool
    shows_typing: bool
    shows_receipts: bool


UNSEEN = Seen(State.OFFLINE, is_here=False, until=None, status=None)
"""What is seen of somebody of whom nothing may be seen."""


def presence_of(person_ids: Collection[UUID], *, pages: Mapping[UUID, Wake] | None = None) -> dict[UUID, Seen]:
    """What others see of each of these people at this moment; `pages` are those that are being opened."""
    ids = set(person_ids)
    chosen = {row.person_id: row for row in session.scalars(select(Presence).where(Presence.person_id.in_(ids)))}
    open_pages = dict(pages or {})
    for told in wake_of.ask(ids):
        for person_id, wake in told.items():
            open_pages[person_id] = max(wake, open_pages.get(person_id, Wake.GONE))
    off = set().union(*off_hours.ask(ids)) if ids else set()
    return {
        person_id: _seen(chosen.get(person_id), open_pages.get(person_id, Wake.GONE), is_off=person_id in off)
        for person_id in ids
    }


def _seen(chosen: Presence | None, wake: Wake, *, is_off: bool) -> Seen:
    choices = _choices(chosen)
    hidden, until = choices.appears_offline, choices.busy_until
    state = state_seen(wake, is_busy=until is not None, is_off=is_off, is_hidden=hidden)
    return Seen(
        state=state,
        is_here=wake is not Wake.GONE and not hidden and not is_off,  # nobody sees whether they work all the same
        until=until if state is State.BUSY else None,
        status=choices.status,
    )


def presence_for(
    viewer: Person, person_ids: Collection[UUID], *, pages: Mapping[UUID, Wake] | None = None
) -> dict[UUID, Seen]:
    """The same as the viewer sees it: nothing of who has blocked them, or is protected from them by an order."""
    hidden = whom_not_to_contact(viewer.id).intersection(person_ids)
    return presence_of(set(person_ids) - hidden, pages=pages) | dict.fromkeys(hidden, UNSEEN)


def status_for(viewer: Person, person: Person) -> Status | None:
    """What somebody says of themselves, as the viewer reads it; nothing where they must not contact them."""
    return None if person.id in whom_not_to_contact(viewer.id) else choices_of(person.id).status


def choices_of(person_id: UUID) -> Choices:
    """What a person chose, or what holds for who chose nothing."""
    return _choices(session.get(Presence, person_id))


def _choices(chosen: Presence | None) -> Choices:
    if chosen is None:
        return Choices(None, None, appears_offline=False, shows_typing=True, shows_receipts=True)
    now = clock.now()
    said = chosen.status_until is not None and chosen.status_until > now
    return Choices(
        busy_until=chosen.busy_until if chosen.busy_until and chosen.busy_until > now else None,
        status=Status(chosen.icon, chosen.text, chosen.status_until) if said and chosen.status_until else None,
        appears_offline=chosen.is_hidden,
        shows_typing=chosen.shows_typing,
        shows_receipts=chosen.shows_receipts,
    )


def who_hides_typing(person_ids: Collection[UUID]) -> set[UUID]:
    """Of whom of these people nobody hears that they write, and who hears it of nobody."""
    return _choosing(Presence.shows_typing.is_(False), person_ids)


def who_hides_receipts(person_ids: Collection[UUID]) -> set[UUID]:
    """Of whom of these people nobody hears how far they read, and who hears it of nobody."""
    return _choosing(Presence.shows_receipts.is_(False), person_ids)


def _choosing(choice: ColumnElement[bool], person_ids: Collection[UUID]) -> set[UUID]:
    return set(session.scalars(select(Presence.person_id).where(Presence.person_id.in_(person_ids), choice)))
