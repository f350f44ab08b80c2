"""Presence in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint
from app.people.queries import get_person
from app.presence import queries, services
from app.presence.schemas import OwnPresenceSchema, ShownStatusSchema, StatusSchema

blueprint = ApiBlueprint("presence_api", __name__, description="What people say of themselves for now")


@blueprint.get("/me/presence")
@blueprint.response(200, OwnPresenceSchema)
def get_presence() -> queries.Choices:
    """What the caller says of themselves, and lets others see."""
    return queries.choices_of(current_person().id)


@blueprint.patch("/me/presence")
@blueprint.arguments(OwnPresenceSchema)
@blueprint.response(200, OwnPresenceSchema)
def change_presence(body: dict[str, Any]) -> queries.Choices:
    """Not be disturbed until a moment (null ends it), and choose what others see; what is left out stays."""
    person = current_person()
    services.change_presence(body, actor=person)
    return queries.choices_of(person.id)


@blueprint.put("/me/status")
@blueprint.arguments(StatusSchema)
@blueprint.response(204)
def say_status(body: dict[str, Any]) -> None:
    """Say something of oneself until a moment; it takes the place of what was said before, of which nothing is kept."""
    services.say_status(**body, actor=current_person())


@blueprint.delete("/me/status")
@blueprint.response(204)
def clear_status() -> None:
    """Say nothing any more."""
    services.clear_status(actor=current_person())


@blueprint.get("/people/<uuid:person_id>/status")
@blueprint.response(200, ShownStatusSchema)
def get_status(person_id: UUID) -> dict[str, queries.Status | None]:
    """What somebody says of themselves."""
    viewer = current_person()
    return {"status": queries.status_for(viewer, get_person(person_id, viewer=viewer))}
