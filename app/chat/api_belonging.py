"""Who is in a conversation, who looks after it, and whether one has put it away, in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.schemas import ConversationSchema
from app.chat.schemas_belonging import (
    ConversationChangeSchema,
    ConversationInvitationSchema,
    ConversationOwnerSchema,
)
from app.core.api import ApiBlueprint
from app.core.ids import parse_id
from app.people.queries import get_people

blueprint = ApiBlueprint("chat_belonging_api", __name__, description="Who is in a conversation, and who looks after it")


@blueprint.patch("/conversations/<uuid:conversation_id>")
@blueprint.arguments(ConversationChangeSchema)
@blueprint.response(200, ConversationSchema)
def change_conversation(body: dict[str, Any], conversation_id: UUID) -> queries.ConversationItem:
    """Rename a conversation of several people, say who brings others in, close it or open it again; its owner. Say who
    writes in a room; the owners of its group. Rename a topic, close it or open it again; who opened it, and who looks
    after the group.
    """
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    services.change_conversation(conversation, actor=viewer, **body)
    return queries.get_conversation_item(conversation, viewer=viewer)


@blueprint.put("/conversations/<uuid:conversation_id>/owner")
@blueprint.arguments(ConversationOwnerSchema)
@blueprint.response(204)
def hand_over(body: dict[str, Any], conversation_id: UUID) -> None:
    """Let somebody else in it look after a conversation of several people. 409 for who does not take part."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    person = queries.get_participant(conversation, parse_id(body["person_id"]))
    services.hand_over_conversation(conversation, person, actor=viewer)


@blueprint.post("/conversations/<uuid:conversation_id>/participants")
@blueprint.arguments(ConversationInvitationSchema)
@blueprint.response(201, ConversationSchema)
def invite(body: dict[str, Any], conversation_id: UUID) -> queries.ConversationItem:
    """Bring people into a conversation of several; they read what is said from now on, or all of it (`shows_past`)."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    people = get_people(map(parse_id, body["person_ids"]), viewer=viewer)
    services.invite_to_conversation(conversation, people, shows_past=body["shows_past"], actor=viewer)
    return queries.get_conversation_item(conversation, viewer=viewer)


@blueprint.delete("/conversations/<uuid:conversation_id>/participants/<uuid:person_id>")
@blueprint.response(204)
def remove(conversation_id: UUID, person_id: UUID) -> None:
    """Leave a conversation of several people (oneself), or put somebody out of it (its owner)."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    if person_id == viewer.id:
        services.leave_conversation(conversation, actor=viewer)
    else:
        person = queries.get_participant(conversation, person_id)
        services.remove_from_conversation(conversation, person, actor=viewer)


@blueprint.put("/conversations/<uuid:conversation_id>/archive")
@blueprint.response(204)
def archive(conversation_id: UUID) -> None:
    """Put a conversation away for oneself; the next message brings it back, unless it is muted."""
    viewer = current_person()
    services.archive_conversation(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)


@blueprint.delete("/conversations/<uuid:conversation_id>/archive")
@blueprint.response(204)
def bring_back(conversation_id: UUID) -> None:
    """Have it in the list again."""
    viewer = current_person()
    services.bring_back_conversation(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)
