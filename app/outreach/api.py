"""Channels, the library and publications in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.errors import Invalid, NotFound
from app.core.paging import Page
from app.outreach import queries, schemas, services
from app.outreach.items import Item, channel_item, previews, publication_item
from app.outreach.models import LibraryItem

outreach_api = ApiBlueprint("outreach_api", __name__, description="Publishing outside what the house has approved")


@outreach_api.get("/outreach/channels")
@outreach_api.arguments(PageArguments, location="query")
@outreach_api.response(200, schemas.ChannelPage)
def list_channels(arguments: dict[str, Any]) -> Page[Item]:
    """The channels, newest first; communication only."""
    page = queries.list_channels(current_person(), **arguments)
    return Page([channel_item(channel) for channel in page.items], page.next)


@outreach_api.post("/outreach/channels")
@outreach_api.arguments(schemas.NewChannel)
@outreach_api.response(201, schemas.ChannelItem)
def create_channel(values: dict[str, Any]) -> Item:
    """Set up a channel; communication only. Its account is checked in the background."""
    return channel_item(services.create_channel(**values, actor=current_person()))


@outreach_api.get("/outreach/library")
@outreach_api.arguments(PageArguments, location="query")
@outreach_api.response(200, schemas.LibraryPage)
def list_library(arguments: dict[str, Any]) -> Page[LibraryItem]:
    """The approved words, newest first."""
    return queries.list_library(current_person(), **arguments)


@outreach_api.get("/outreach/items/<uuid:item_id>")
@outreach_api.response(200, schemas.LibraryItemSchema)
def show_item(item_id: UUID) -> LibraryItem:
    """One item of the library."""
    return queries.get_item(item_id, viewer=current_person())


@outreach_api.put("/outreach/items/<uuid:item_id>/terms")
@outreach_api.arguments(schemas.Terms)
@outreach_api.response(200, schemas.LibraryItemSchema)
def set_terms(values: dict[str, Any], item_id: UUID) -> LibraryItem:
    """Say from when and until when the words may go out; communication only."""
    item = queries.get_item(item_id, viewer=current_person())
    services.set_terms(item, **values, actor=current_person())
    return item


@outreach_api.post("/outreach/items/<uuid:item_id>/preview")
@outreach_api.arguments(schemas.PreviewArguments, required=False)
@outreach_api.response(200, schemas.Previews)
def preview_item(values: dict[str, Any], item_id: UUID) -> Item:
    """Exactly what will be sent to each channel, counted, and what the checks have found."""
    item = queries.get_item(item_id, viewer=current_person())
    channel_id = values.get("channel_id")
    return previews(item, [queries.get_channel(channel_id)] if channel_id else queries.channels_for(item))


@outreach_api.post("/outreach/publications")
@outreach_api.arguments(schemas.NewPublication)
@outreach_api.response(201, schemas.PublicationItem)
def create_publication(values: dict[str, Any]) -> Item:
    """Publish an item on a channel, now or at a time; communication only."""
    actor = current_person()
    try:
        item = queries.get_item(values["item_id"], viewer=actor)
        channel = queries.get_channel(values["channel_id"])
    except NotFound:
        if actor.is_guest:
            raise
        raise Invalid(item_id="no such item or channel") from None
    return publication_item(
        services.schedule_publication(item, channel, scheduled_at=values["scheduled_at"], actor=actor)
    )


@outreach_api.get("/outreach/publications/<uuid:publication_id>")
@outreach_api.response(200, schemas.PublicationItem)
def show_publication(publication_id: UUID) -> Item:
    """A publication with its state, figures and journal."""
    return publication_item(queries.get_publication(publication_id, viewer=current_person()))


@outreach_api.post("/outreach/publications/<uuid:publication_id>/withdraw")
@outreach_api.response(200, schemas.PublicationItem)
def withdraw_publication(publication_id: UUID) -> Item:
    """Take a publication back, or cancel it before it is out; communication only."""
    publication = queries.get_publication(publication_id, viewer=current_person())
    services.withdraw_publication(publication, actor=current_person())
    return publication_item(publication)


@outreach_api.post("/outreach/publications/<uuid:publication_id>/decision")
@outreach_api.arguments(schemas.DeliveryDecision)
@outreach_api.response(200, schemas.PublicationItem)
def decide_publication(values: dict[str, Any], publication_id: UUID) -> Item:
    """Say of a publication in doubt that it is there, or have it sent again; communication only."""
    publication = queries.get_publication(publication_id, viewer=current_person())
    services.decide_publication(publication, **values, actor=current_person())
    return publication_item(publication)
