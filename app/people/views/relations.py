"""What one does about others, from their profile: follow, block, confirm what they know."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.ids import parse_id
from app.people import queries, services
from app.people.views.blueprint import people


def _both(person_id: UUID) -> tuple[Person, Person]:
    viewer = current_person()
    return queries.get_person(person_id, viewer=viewer), viewer


def _back_to(person: Person) -> ResponseReturnValue:
    return redirect(f"/people/{person.handle}", 303)


@people.post("/people/<uuid:person_id>/follow")
def follow(person_id: UUID) -> ResponseReturnValue:
    """Follow somebody."""
    person, actor = _both(person_id)
    services.follow_person(person, actor=actor)
    return _back_to(person)


@people.post("/people/<uuid:person_id>/unfollow")
def unfollow(person_id: UUID) -> ResponseReturnValue:
    """Stop following."""
    person, actor = _both(person_id)
    services.unfollow_person(person, actor=actor)
    return _back_to(person)


@people.post("/people/<uuid:person_id>/block")
def block(person_id: UUID) -> ResponseReturnValue:
    """Want no contact from somebody."""
    person, actor = _both(person_id)
    services.block_person(person, actor=actor)
    flash(_("%(name)s can no longer write to you, and is not told.", name=person.name), f"/people/{person_id}/unblock")
    return _back_to(person)


@people.post("/people/<uuid:person_id>/unblock")
def unblock(person_id: UUID) -> ResponseReturnValue:
    """Take a block back."""
    person, actor = _both(person_id)
    services.unblock_person(person, actor=actor)
    flash(_("The block is taken back."))
    return _back_to(person)


@people.post("/people/<uuid:person_id>/skills/<skill>/endorsement")
def endorse(person_id: UUID, skill: str) -> ResponseReturnValue:
    """Confirm that somebody knows something."""
    person, actor = _both(person_id)
    services.endorse_skill(person, queries.get_skill(skill), actor=actor)
    return _back_to(person)


@people.post("/people/<uuid:person_id>/skills/<skill>/withdrawal")
def withdraw_endorsement(person_id: UUID, skill: str) -> ResponseReturnValue:
    """Take a confirmation back: one’s own, or one about oneself."""
    person, actor = _both(person_id)
    endorser = queries.get_person(parse_id(request.form.get("endorser") or actor.id), viewer=actor)
    services.withdraw_endorsement(person, queries.get_skill(skill), endorser=endorser, actor=actor)
    return _back_to(person)
