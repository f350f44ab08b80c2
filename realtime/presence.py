"""Presence: who has a socket open, told to those who share a conversation with them, and kept nowhere."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from flask import Flask, current_app

from app.accounts.models import Person
from app.chat.policy import taken_up_by
from app.core.db import release_session, session
from app.core.events import on_live, whisper
from app.core.ids import new_id
from realtime.events import PeopleHere, PresenceChanged
from realtime.sockets import room_of, sockets

GRACE_SECONDS = 8
"""How long somebody is still here after their last socket closed: turning to the next page is not leaving."""
HEARSAY_SECONDS = 100


@dataclass
class Hearsay:
    """What the other processes have said of who is there, each until a moment of our own clock."""

    own: str = field(default_factory=lambda: f"{os.getpid()}-{new_id()}")
    people: dict[str, set[UUID]] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)

    def note(self, process: str) -> set[UUID]:
        """The people of a process that has just spoken."""
        self.until[process] = time.monotonic() + HEARSAY_SECONDS
        return self.people.setdefault(process, set())

    def everybody(self) -> set[UUID]:
        """The people of all processes that have spoken lately."""
        now = time.monotonic()
        return {person for process, people in self.people.items() if self.until[process] > now for person in people}


def register(app: Flask) -> None:
    """Tell of comings and goings."""
    app.extensions["parvis.hearsay"] = Hearsay()
    on_live(app, PresenceChanged, tell_presence)
    on_live(app, PeopleHere, hear_people)


def _hearsay() -> Hearsay:
    found: Hearsay = current_app.extensions["parvis.hearsay"]
    return found


def who_is_here(person_ids: Iterable[UUID]) -> set[UUID]:
    """Those of some people who have a socket open, in any process."""
    elsewhere = _hearsay().everybody()
    return {person_id for person_id in person_ids if person_id in elsewhere or _is_connected(person_id)}


def _is_connected(person_id: UUID) -> bool:
    return bool(sockets().in_room(room_of("person", person_id)))


def arrived(person_id: UUID) -> None:
    """Say that somebody comes, unless they are there already; before their socket enters its rooms."""
    if not _is_connected(person_id):
        whisper(PresenceChanged(_hearsay().own, person_id, here=True))


def departed(person_id: UUID) -> None:
    """Say after a while that somebody is gone, unless they have come back."""
    app = sockets().app
    if app.testing:
        _confirm_departure(app, person_id)
    else:
        sockets().socketio.start_background_task(_confirm_later, app, person_id)


def _confirm_later(app: Flask, person_id: UUID) -> None:
    sockets_of_app = app.extensions["parvis.sockets"]
    sockets_of_app.socketio.sleep(GRACE_SECONDS)
    _confirm_departure(app, person_id)


def _confirm_departure(app: Flask, person_id: UUID) -> None:
    with app.app_context():
        try:
            if not _is_connected(person_id):
                whisper(PresenceChanged(_hearsay().own, person_id, here=False))
        finally:
            release_session()


def tell_presence(fact: PresenceChanged) -> None:
    """Tell those who share a conversation with the person, unless they only asked for it."""
    if fact.process != _hearsay().own:
        people = _hearsay().note(fact.process)
        people.add(fact.person_id) if fact.here else people.discard(fact.person_id)
    person = session.get(Person, fact.person_id)
    if person is None or (not fact.here and who_is_here([person.id])):
        return
    rooms = [room_of("conversation", found) for found in session.scalars(taken_up_by(person))]
    at = datetime.now(UTC).isoformat()
    sockets().send("presence", {"person_id": str(person.id), "here": fact.here, "at": at}, to=rooms)


def hear_people(fact: PeopleHere) -> None:
    """Put right what was missed of another process's comings and goings."""
    if fact.process != _hearsay().own:
        people = _hearsay().note(fact.process)
        people.clear()
        people.update(fact.person_ids)


def say_who_is_here() -> None:
    """Let the other processes know of everybody who is connected to this one."""
    people = {connection.person_id for connection in sockets().connections.values()}
    whisper(PeopleHere(_hearsay().own, tuple(people)))
