"""Rumours: claims, their copies, and what is known of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.db import session
from app.core.errors import Invalid, NotFound, demand
from app.core.ids import parse_id
from app.core.paging import Page
from app.people.models import Department
from moderation import policy, queries, services
from moderation.api import schemas_rumours as schemas
from moderation.api.reports import reference
from moderation.api.schemas import Target
from moderation.items import Item, rumour_item
from moderation.models import Rumour
from moderation.services.rumours import Claim

blueprint = ApiBlueprint("rumours_api", __name__, description="Rumours and what is known of them", scope="moderate")


@blueprint.get("/rumours")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.RumourPage)
def list_rumours(arguments: dict[str, Any]) -> Page[Item]:
    """The claims that are or were looked into, newest first; for everybody of the house."""
    viewer = current_person()
    page = queries.list_rumours(viewer, **arguments)
    return Page([rumour_item(rumour, viewer=viewer) for rumour in page.items], page.next)


@blueprint.post("/rumours")
@blueprint.arguments(schemas.NewRumour)
@blueprint.response(201, schemas.Rumour)
def create_rumour(values: dict[str, Any]) -> Item:
    """Look into a claim; moderators and trusted persons."""
    actor = current_person()
    demand(policy.can_moderate(actor))
    owner = _department(values["owner_department"])
    items = [reference(item) for item in values["items"]]
    rumour = services.open_rumour(Claim(**values["claim"]), owner_department=owner, items=items, actor=actor)
    return rumour_item(rumour, viewer=actor)


@blueprint.get("/rumours/<uuid:rumour_id>")
@blueprint.response(200, schemas.Rumour)
def show_rumour(rumour_id: UUID) -> Item:
    """One claim."""
    return rumour_item(_rumour(rumour_id), viewer=current_person())


@blueprint.post("/rumours/<uuid:rumour_id>/items")
@blueprint.arguments(Target)
@blueprint.response(201, schemas.Rumour)
def create_item(values: dict[str, Any], rumour_id: UUID) -> Item:
    """Say that a post or comment repeats the claim; moderators and trusted persons."""
    rumour, (kind, target_id) = _rumour(rumour_id), reference(values)
    services.attach_copy(rumour, kind, target_id, actor=current_person())
    return rumour_item(rumour, viewer=current_person())


@blueprint.post("/rumours/<uuid:rumour_id>/verdict")
@blueprint.arguments(schemas.RumourVerdict)
@blueprint.response(200, schemas.Rumour)
def create_verdict(values: dict[str, Any], rumour_id: UUID) -> Item:
    """Say what is known of a claim; the labels on its copies change. Moderators and trusted persons."""
    rumour = _rumour(rumour_id)
    services.settle_rumour(rumour, **values, actor=current_person())
    return rumour_item(rumour, viewer=current_person())


def _rumour(rumour_id: UUID) -> Rumour:
    return queries.get_rumour(rumour_id, viewer=current_person())


def _department(department_id: str | None) -> Department | None:
    if department_id is None:
        return None
    try:
        found = session.get(Department, parse_id(department_id))
    except NotFound:
        found = None
    if found is None:
        raise Invalid(owner_department="no department has this identifier")
    return found
