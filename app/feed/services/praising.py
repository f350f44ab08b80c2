"""Praise: thanking people with a post, and the names that those who are thanked let stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.core.events import command, record
from app.feed.events import PostRedrawn, PraiseGiven
from app.feed.models import CompanyValue, Post, Praise, Praised
from app.feed.parts import show_part
from app.feed.policy import can_interact, reads_in
from app.feed.services.locking import lock, lock_seen
from app.people.models import Contact
from app.people.queries import find_people
from app.people.services import note_attempt

MOST_PRAISED = 10


@dataclass(frozen=True)
class NewPraise:
    """A post is to thank these people, for a value of the company where one is named."""

    person_ids: Sequence[UUID]
    value_id: UUID | None = None

    name = "praise"
    says_enough = False

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:
        """Note whom it thanks and for what; they are told. Raises Invalid for who cannot be thanked here."""
        people = self._people(post, actor)
        session.add(Praise(post_id=post.id, value_id=self._value()))
        session.flush()
        session.add_all(Praised(post_id=post.id, person_id=person.id) for person in people)
        session.flush()
        record(PraiseGiven(post.id))
        return _snapshot(post.id)

    def _people(self, post: Post, actor: Person) -> list[Person]:
        wanted = set(self.person_ids)
        if not 1 <= len(wanted) <= MOST_PRAISED:
            raise Invalid(praise_people=_("Name between 1 and %(most)d people.", most=MOST_PRAISED))
        if actor.id in wanted:
            raise Invalid(praise_people=_("Nobody thanks themselves."))
        people = [each for each in find_people(wanted, viewer=actor) if each.deactivated_at is None]
        # An unknown one, one who has left and one who keeps the actor away look the same: a block is not told.
        if len(people) < len(wanted) or not all(can_interact(actor, each) for each in people):
            note_attempt(actor, wanted, by=Contact.PRAISE)
            raise Invalid(praise_people=_("Somebody among them cannot be thanked here."))
        unreached = sorted(each.name for each in people if not reads_in(each, post.group))
        if unreached:
            names = ", ".join(unreached)
            raise Invalid(praise_people=_("Will not see it in this place: %(names)s. Choose another one.", names=names))
        return people

    def _value(self) -> UUID | None:
        if self.value_id is None:
            return None
        value = session.get(CompanyValue, self.value_id)
        if value is None or value.retired_at is not None:
            raise Invalid(praise_value=_("This value is not there any more."))
        return value.id


@command
def take_name_off(post: Post, *, actor: Person) -> None:
    """Let one's own name stand no longer on a praise, nor the praise on one's profile; repeating changes nothing.

    Raises NotFound where the actor does not see the post, or is not thanked in it.
    """
    praised = _lock_praised(post, actor)
    if praised.withdrawn_at is None:
        praised.withdrawn_at = clock.now()
        _show(post)


@command
def put_name_back(post: Post, *, actor: Person) -> None:
    """Let it stand there again; repeating changes nothing."""
    praised = _lock_praised(post, actor)
    if praised.withdrawn_at is not None:
        praised.withdrawn_at = None
        _show(post)


@command
def show_praise_again(post_id: UUID) -> None:
    """Show its people and its value as they are now; repeating changes nothing."""
    post = session.get_one(Post, post_id)
    lock(post)
    _show(post)


def _lock_praised(post: Post, actor: Person) -> Praised:
    lock_seen(post, actor=actor)
    praised = session.get(Praised, (post.id, actor.id))
    if praised is None:
        raise NotFound
    return praised


def _show(post: Post) -> None:
    session.flush()
    if show_part(post, NewPraise.name, _snapshot(post.id)):
        record(PostRedrawn(post.id))


def _snapshot(post_id: UUID) -> dict[str, Any]:
    """What readers see: those who let their name stand, by name, and the value in both languages."""
    named = select(Person).join(Praised, Praised.person_id == Person.id)
    standing = named.where(Praised.post_id == post_id, Praised.withdrawn_at.is_(None))
    people = session.scalars(standing.order_by(Person.sort_name, Person.id))
    value = session.scalar(select(CompanyValue).join(Praise).where(Praise.post_id == post_id))
    return {"people": [_face(person) for person in people], "value": _words(value) if value else None}


def _face(person: Person) -> dict[str, Any]:
    face = {"id": str(person.id), "handle": person.handle, "name": person.name}
    return face | {"photo_url": person.photo_url}


def _words(value: CompanyValue) -> dict[str, Any]:
    return {
        "id": str(value.id),
        "icon": value.icon,
        "name": {"fr": value.name_fr, "en": value.name_en},
        "sentence": {"fr": value.sentence_fr, "en": value.sentence_en},
    }
