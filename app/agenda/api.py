"""The agenda in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.agenda import queries, schemas, services
from app.agenda.items import event_items
from app.agenda.models import Event
from app.core.api import ApiBlueprint
from app.core.paging import Page
from app.groups.queries import get_group

api = ApiBlueprint("agenda_api", __name__, description="Events and who comes")


@api.get("/events")
@api.arguments(schemas.EventArguments, location="query")
@api.response(200, schemas.EventPage)
def list_events(arguments: dict[str, Any]) -> Page[dict[str, Any]]:
    """What is ahead, the first to begin first."""
    return _page(queries.list_upcoming(current_person(), **arguments))


@api.post("/events")
@api.arguments(schemas.NewEvent)
@api.response(201, schemas.EventItem)
def create_event(values: dict[str, Any]) -> dict[str, Any]:
    """Plan an event for a group, or for the whole house."""
    actor, group_id = current_person(), values.pop("group_id")
    group = get_group(group_id, viewer=actor) if group_id else None
    return _item(services.plan_event(**values, group=group, actor=actor))


@api.get("/events/<uuid:event_id>")
@api.response(200, schemas.EventItem)
def show_event(event_id: UUID) -> dict[str, Any]:
    """One event."""
    return _item(_event(event_id))


@api.route("/events/<uuid:event_id>", methods=["PATCH"])
@api.arguments(schemas.ChangedEvent)
@api.response(200, schemas.EventItem)
def change_event(values: dict[str, Any], event_id: UUID) -> dict[str, Any]:
    """Change an event; those who come are told."""
    event = _event(event_id)
    services.change_event(event, **values, actor=current_person())
    return _item(event)


@api.delete("/events/<uuid:event_id>")
@api.response(204)
def cancel_event(event_id: UUID) -> None:
    """Call an event off; it stays to be read, with `cancelled_at`."""
    services.cancel_event(_event(event_id), actor=current_person())


@api.put("/events/<uuid:event_id>/answer")
@api.arguments(schemas.AnswerSchema)
@api.response(200, schemas.EventItem)
def answer_event(values: dict[str, Any], event_id: UUID) -> dict[str, Any]:
    """Say whether one comes; a yes to a full event waits for a seat. 409 where it is over or called off."""
    event = _event(event_id)
    services.answer_event(event, values["answer"], actor=current_person())
    return _item(event)


@api.get("/groups/<uuid:group_id>/events")
@api.arguments(schemas.GroupEventArguments, location="query")
@api.response(200, schemas.EventPage)
def list_group_events(arguments: dict[str, Any], group_id: UUID) -> Page[dict[str, Any]]:
    """The events of a group: those ahead, the first first, or those that are over, the last first."""
    group = get_group(group_id, viewer=current_person())
    return _page(queries.list_group_events(group, viewer=current_person(), **arguments))


def _event(event_id: UUID) -> Event:
    return queries.get_event(event_id, viewer=current_person())


def _item(event: Event) -> dict[str, Any]:
    return event_items([event], viewer=current_person())[0]


def _page(page: Page[Event]) -> Page[dict[str, Any]]:
    return Page(event_items(page.items, viewer=current_person()), page.next)
