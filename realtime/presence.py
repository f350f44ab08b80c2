"""Presence: whose pages are open and in use, told to those who share a conversation with them, and kept nowhere."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from flask import Flask, current_app

from app.accounts.models import Person
from app.chat.models import Conversation
from app.chat.policy import conversations_of, taken_up_by
from app.core import clock
from app.core.db import release_session, session
from app.core.events import on_live, whisper
from app.core.ids import new_id
from app.people.events import ContactForbidden, PersonBlocked
from app.people.queries import who_must_not_contact
from app.presence.events import PresenceChosen
from app.presence.queries import UNSEEN, Seen, presence_of
from app.presence.states import State, Wake
from realtime.events import PeopleHere, PresenceChanged
from realtime.holding import held
from realtime.sockets import room_of, sockets

GRACE_SECONDS = 8
"""How long somebody is still here after their last socket closed: turning to the next page is not leaving."""
HEARSAY_SECONDS = 100

AT_ONCE = 400


@dataclass
class Hearsay:
    """What this process knows of who is there: of its own sockets, and from the others until a moment of our clock.

    `told` is what was last told of somebody, so that the same is not told twice; of who is gone nothing is left.
    """

    own: str = field(default_factory=lambda: f"{os.getpid()}-{new_id()}")
    people: dict[str, dict[UUID, Wake]] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)
    idle: set[str] = field(default_factory=set)
    """Our sockets whose pages have not been used for a while."""
    told: dict[UUID, Seen] = field(default_factory=dict)

    def note(self, process: str) -> dict[UUID, Wake]:
        """The people of a process that has just spoken."""
        self.until[process] = time.monotonic() + HEARSAY_SECONDS
        return self.people.setdefault(process, {})

    def remember(self, person_id: UUID, seen: Seen) -> bool:
        """Take what is seen of somebody for told; whether it is another than was told before."""
        before = self.told.pop(person_id, None)
        if seen.is_here or seen.until is not None:
            self.told[person_id] = replace(seen, status=None)
        return self.told.get(person_id) != before

    def elsewhere(self, person_id: UUID) -> Wake:
        """How awake somebody is by what the other processes said lately."""
        now = time.monotonic()
        told = (
            people.get(person_id, Wake.GONE) for process, people in self.people.items() if self.until[process] > now
        )
        return max(told, default=Wake.GONE)


def register(app: Flask) -> None:
    """Tell of comings and goings."""
    app.extensions["parvis.hearsay"] = Hearsay()
    on_live(app, PresenceChanged, hear_change)
    on_live(app, PeopleHere, hear_people)
    on_live(app, PersonBlocked, lambda fact: take_sign_away(fact.blocker_id, reader_id=fact.person_id))
    on_live(app, ContactForbidden, lambda fact: take_sign_away(fact.other_id, reader_id=fact.person_id))
    on_live(app, PresenceChosen, lambda fact: tell_presence([fact.person_id]))


def _hearsay() -> Hearsay:
    found: Hearsay = current_app.extensions["parvis.hearsay"]
    return found


def wake_of(person_ids: Collection[UUID]) -> Mapping[UUID, Wake]:
    """How awake the pages of some people are, in all processes together."""
    hearsay = _hearsay()
    return {person_id: max(_own_wake(person_id), hearsay.elsewhere(person_id)) for person_id in person_ids}


def _own_wake(person_id: UUID) -> Wake:
    sids = [connection.sid for connection in sockets().in_room(room_of("person", person_id))]
    if not sids:
        return Wake.GONE
    return Wake.IDLE if _hearsay().idle.issuperset(sids) else Wake.AWAKE


def arrived(person_id: UUID) -> None:
    """Say that somebody comes, unless they are awake already; before their socket enters its rooms."""
    if _own_wake(person_id) is not Wake.AWAKE:
        whisper(PresenceChanged(_hearsay().own, person_id, Wake.AWAKE))


def turned(sid: str, person_id: UUID, *, awake: bool) -> None:
    """Note that a page is in use again, or has not been for a while, and say so where that changes its person."""
    before = _own_wake(person_id)
    idle = _hearsay().idle
    idle.discard(sid) if awake else idle.add(sid)
    if (after := _own_wake(person_id)) is not before:
        whisper(PresenceChanged(_hearsay().own, person_id, after))


def departed(sid: str, person_id: UUID) -> None:
    """Say after a while that somebody is gone or no longer awake, unless they have come back."""
    app = sockets().app
    _hearsay().idle.discard(sid)
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
            if (wake := _own_wake(person_id)) is not Wake.AWAKE:
                whisper(PresenceChanged(_hearsay().own, person_id, wake))
        finally:
            release_session()


def hear_change(fact: PresenceChanged) -> None:
    """Note what another process says of somebody, and tell what is seen of them now."""
    hearsay, arriving = _hearsay(), {}
    if fact.process != hearsay.own:
        hearsay.note(fact.process)[fact.person_id] = fact.wake
    else:
        arriving = {fact.person_id: fact.wake}  # whose socket is not in its rooms yet
    tell_presence([fact.person_id], arriving)


def tell_presence(person_ids: Iterable[UUID], arriving: Mapping[UUID, Wake] | None = None) -> None:
    """Tell those who share a conversation with each person what is seen of them now, unless it is as it was.

    Of who is only asked into a conversation nothing is told there.
    """
    for person_id, seen in presence_of(list(person_ids), pages=arriving or {}).items():
        if _hearsay().remember(person_id, seen):
            _tell(person_id, seen)


def take_sign_away(person_id: UUID, *, reader_id: UUID) -> None:
    """Let the open pages of who must no longer contact somebody lose what they see of them, as though they had gone.

    Who saw nothing is told nothing: that would say what nobody is told, that they were blocked.
    """
    person, reader = session.get(Person, person_id), session.get(Person, reader_id)
    if person is None or reader is None or not sockets().has_somebody(room_of("person", reader_id)):
        return
    shared = taken_up_by(person).where(Conversation.room_id.is_(None), Conversation.id.in_(conversations_of(reader)))
    seen = presence_of([person_id])[person_id]
    if seen.state is not State.OFFLINE and session.scalar(shared.limit(1)) is not None:
        sockets().send("presence", _payload(person_id, UNSEEN), to=room_of("person", reader_id))


def look_again() -> None:
    """Tell what has become another by the clock: a wish that ended, hours that are over. Some people at a time."""
    hearsay = _hearsay()
    elsewhere = (person_id for people in hearsay.people.values() for person_id in people)
    here = (connection.person_id for connection in sockets().connections.values())
    people = list({*hearsay.told, *here, *elsewhere})
    for start in range(0, len(people), AT_ONCE):
        tell_presence(people[start : start + AT_ONCE])
        sockets().socketio.sleep(0)


def _tell(person_id: UUID, seen: Seen) -> None:
    person = session.get(Person, person_id)
    if person is None:
        return
    apart = taken_up_by(person).where(Conversation.room_id.is_(None))  # who is in a topic is in its room
    rooms = [(found, room_of("conversation", found)) for found in session.scalars(apart)]
    listening = [held(found) for found, room in rooms if sockets().in_room(room)]
    sockets().send("presence", _payload(person_id, seen), to=listening, but=who_must_not_contact(person_id))


def _payload(person_id: UUID, seen: Seen) -> dict[str, Any]:
    return {
        "person_id": str(person_id),
        "here": seen.is_here,
        "state": seen.state.value,
        "until": seen.until.isoformat() if seen.until else None,
        "at": clock.now().isoformat(),
    }


def hear_people(fact: PeopleHere) -> None:
    """Put right what was missed of another process's comings and goings; who was not known of is not told now."""
    hearsay = _hearsay()
    if fact.process == hearsay.own:
        return
    people = hearsay.note(fact.process)
    people.clear()
    people.update(fact.people)
    unknown = [person_id for person_id in fact.people if person_id not in hearsay.told]
    for person_id, seen in presence_of(unknown).items():
        hearsay.remember(person_id, seen)


def say_who_is_here() -> None:
    """Let the other processes know of everybody who is connected to this one."""
    people = {connection.person_id for connection in sockets().connections.values()}
    whisper(PeopleHere(_hearsay().own, {person_id: _own_wake(person_id) for person_id in people}))
