"""What can be done to drafts: writing on, letting go, and forgetting what nobody comes back to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func, select

from app.accounts.holding import hold_person
from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import command, record
from app.drafts.events import DraftChanged
from app.drafts.models import Draft
from app.drafts.places import Place, parse_place, those_open

MOST = 200
"""How many drafts a person has, and of how many they let go of it is known; the oldest go."""
KEPT = timedelta(days=90)
EVERY = timedelta(days=1)


@command
def keep_draft(place: str, *, content: Mapping[str, str | None], version: int, actor: Person) -> Draft:
    """Keep what the actor has written so far at a place; the same words again change nothing.

    `version` is the one that the words began from, 0 where there was none. Raises NotFound for a place where the actor
    may not write, Invalid for too many words, and Conflict where another version is there, or was let go of: what comes
    late does not undo what was done since.
    """
    kind, _identifier = parse_place(place)
    if place not in those_open([place], actor):
        raise NotFound
    _check_length(content, kind)
    own = _hold(place, actor.id)
    if own is not None and own.content == content:
        return own
    if version != (own.version if own else 0):
        raise Conflict(_("This draft was changed elsewhere."))
    return _change(own, place, dict(content), actor.id)


@command
def let_go(place: str, *, version: int, actor: Person) -> Draft:
    """Forget the words at a place, on all devices; repeating changes nothing.

    Of a draft that is not there it is kept all the same that it was let go of, for its words may still be on their way.
    Raises NotFound for a name of no place, and Conflict where there is another version than the one named.
    """
    parse_place(place)
    own = _hold(place, actor.id)
    if own is not None and own.content is None:
        return own
    if own is not None and version != own.version:
        raise Conflict(_("This draft was changed elsewhere."))
    return _change(own, place, None, actor.id)


def _check_length(content: Mapping[str, str | None], kind: Place) -> None:
    if sum(len(value or "") for value in content.values()) > kind.longest:
        raise Invalid(content=_("A draft has at most %(most)d characters here.", most=kind.longest))


def _hold(place: str, person_id: UUID) -> Draft | None:
    hold_person(person_id)
    return session.get(Draft, (person_id, place), populate_existing=True)


def _change(own: Draft | None, place: str, content: dict[str, str | None] | None, person_id: UUID) -> Draft:
    """Put other words in the place of what is there; `content` None lets go of it."""
    newest = session.scalar(select(func.max(Draft.version)).where(Draft.person_id == person_id)) or 0
    if own is None:
        own = Draft(person_id=person_id, place=place)
        session.add(own)
    own.content, own.version = content, max(newest + 1, _milliseconds(clock.now().timestamp()))
    session.flush()
    record(DraftChanged(person_id, place))
    _make_room(person_id)
    return own


def _make_room(person_id: UUID) -> None:
    """Let the oldest drafts go, and then forget of which it was longest ago."""
    for old in _oldest(Draft.content.is_not(None), person_id):
        _change(session.get_one(Draft, (person_id, old)), old, None, person_id)
    for old in _oldest(Draft.content.is_(None), person_id):
        session.delete(session.get_one(Draft, (person_id, old)))


def _oldest(state: ColumnElement[bool], person_id: UUID) -> list[str]:
    own = Draft.person_id == person_id, state
    too_many = (session.scalar(select(func.count()).select_from(Draft).where(*own)) or 0) - MOST
    if too_many <= 0:
        return []
    return list(session.scalars(select(Draft.place).where(*own).order_by(Draft.version).limit(too_many)))


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


def forget_past() -> None:
    """Drop what nobody wrote on for long, and drafts at places where their authors may not write any more; periodic."""
    _forget_old()
    writing = select(Draft.person_id).where(Draft.content.is_not(None)).distinct()
    for person_id in session.scalars(writing).all():
        person = session.get(Person, person_id)
        own = select(Draft.place).where(Draft.person_id == person_id, Draft.content.is_not(None))
        places = session.scalars(own).all()
        if person is not None and (lost := set(places) - those_open(places, person)):
            _drop(lost, person_id)


@command
def _forget_old() -> None:
    limit = _milliseconds((clock.now() - KEPT).timestamp())
    session.execute(delete(Draft).where(Draft.version < limit))


@command
def _drop(places: set[str], person_id: UUID) -> None:
    for place in sorted(places):
        own = _hold(place, person_id)
        if own is not None and own.content is not None:
            _change(own, place, None, person_id)
