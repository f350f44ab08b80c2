"""People in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, page_of
from app.core.paging import Page
from app.people import profiles, queries, services
from app.people.schemas import DirectoryArguments, PersonInDirectory, PersonSummary, ProfileSchema
from app.people.summaries import Summary

__all__ = ["PersonSummary", "api"]

api = ApiBlueprint("people_api", __name__, description="The directory, and what people are to each other")


def _person(person_id: UUID) -> tuple[Person, Person]:
    """Somebody the caller may know of, and the caller."""
    viewer = current_person()
    return queries.get_person(person_id, viewer=viewer), viewer


@api.route("/people", methods=["GET"])
@api.arguments(DirectoryArguments, location="query")
@api.response(200, page_of(PersonInDirectory))
def list_people(wish: dict[str, Any]) -> Page[Summary]:
    """The directory, in the order of names."""
    return queries.list_people(current_person(), **wish)


@api.route("/people/<uuid:person_id>", methods=["GET"])
@api.response(200, ProfileSchema)
def show_person(person_id: UUID) -> dict[str, Any]:
    """A person’s profile."""
    viewer = current_person()
    return profiles.describe(queries.get_profile(person_id, viewer=viewer), viewer=viewer)


@api.route("/people/<uuid:person_id>/follow", methods=["PUT"])
@api.response(204)
def follow(person_id: UUID) -> None:
    """Follow somebody; repeating changes nothing."""
    person, actor = _person(person_id)
    services.follow_person(person, actor=actor)


@api.route("/people/<uuid:person_id>/follow", methods=["DELETE"])
@api.response(204)
def unfollow(person_id: UUID) -> None:
    """Stop following; repeating changes nothing."""
    person, actor = _person(person_id)
    services.unfollow_person(person, actor=actor)


@api.route("/people/<uuid:person_id>/block", methods=["PUT"])
@api.response(204)
def block(person_id: UUID) -> None:
    """Want no contact from somebody, who is not told; repeating changes nothing."""
    person, actor = _person(person_id)
    services.block_person(person, actor=actor)


@api.route("/people/<uuid:person_id>/block", methods=["DELETE"])
@api.response(204)
def unblock(person_id: UUID) -> None:
    """Take a block back; repeating changes nothing."""
    person, actor = _person(person_id)
    services.unblock_person(person, actor=actor)


@api.route("/people/<uuid:person_id>/skills/<skill>/endorsement", methods=["PUT"])
@api.response(204)
def endorse(person_id: UUID, skill: str) -> None:
    """Confirm that somebody knows something; repeating changes nothing."""
    person, actor = _person(person_id)
    services.endorse_skill(person, queries.get_skill(skill), actor=actor)


@api.route("/people/<uuid:person_id>/skills/<skill>/endorsement", methods=["DELETE"])
@api.response(204)
def withdraw_endorsement(person_id: UUID, skill: str) -> None:
    """Take one’s confirmation back; repeating changes nothing."""
    person, actor = _person(person_id)
    services.withdraw_endorsement(person, queries.get_skill(skill), endorser=actor, actor=actor)
