"""Presence in conversations, in the REST interface: what their people see of each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from marshmallow import fields

from app.accounts.signin import current_person
from app.chat import queries
from app.chat.schemas import SpeakerSchema
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.paging import Page
from app.presence.queries import UNSEEN, presence_for
from app.presence.schemas import SeenSchema

blueprint = ApiBlueprint("chat_presence_api", __name__, description="Who of a conversation can be reached now")


class PresenceInConversation(SeenSchema):
    """Somebody in a conversation, and what the others see of them at this moment."""

    person = fields.Nested(SpeakerSchema)
    here = fields.Boolean(attribute="is_here")


@blueprint.get("/conversations/<uuid:conversation_id>/presence")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(PresenceInConversation))
def list_presence(arguments: dict[str, Any], conversation_id: UUID) -> Page[dict[str, Any]]:
    """What is seen of the people of a conversation, by name; of who has not taken it up yet, nothing."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    page = queries.page_participants(conversation, **arguments)
    seen = presence_for(viewer, [place.person.id for place in page.items if not place.is_asked])
    items = [asdict(seen.get(place.person.id, UNSEEN)) | {"person": place.person} for place in page.items]
    return Page(items, page.next)
