"""Conversations and messages in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.chat import forms, queries, services
from app.chat.schemas import (
    ConversationMutingSchema,
    ConversationPage,
    ConversationSchema,
    ConversationsSchema,
    EditingSchema,
    MessagePage,
    MessageSchema,
    MessageTermsSchema,
    OpeningSchema,
    RangeSchema,
    ReadingSchema,
    SendingSchema,
)
from app.core.api import ApiBlueprint
from app.core.errors import Invalid
from app.core.ids import parse_id
from app.core.paging import Page
from app.groups.queries import get_group
from app.people.queries import get_people
from app.reactions.queries import Reacted
from app.reactions.schemas import ReactedArguments, ReactedPage

blueprint = ApiBlueprint("chat_api", __name__, description="Conversations and their messages")


@blueprint.get("/conversations")
@blueprint.arguments(ConversationsSchema, location="query")
@blueprint.response(200, ConversationPage)
def list_conversations(arguments: dict[str, Any]) -> Page[queries.ConversationItem]:
    """One's conversations, the one in which something was said last first; with `archived`, those one put away. Of
    topics those in which something waits or that one follows; all of a room are at `/conversations/{id}/topics`.
    """
    return queries.list_conversations(current_person(), **arguments)


@blueprint.post("/conversations")
@blueprint.arguments(OpeningSchema)
@blueprint.response(201, ConversationSchema)
def open_conversation(body: dict[str, Any]) -> queries.ConversationItem:
    """Begin a conversation; with one person, or for a group, the one that is there already is given."""
    viewer = current_person()
    if ("group_id" in body) == ("person_ids" in body):
        raise Invalid(person_ids=_("Name either people or a group."))
    if "group_id" in body:
        conversation = services.open_room(get_group(parse_id(body["group_id"]), viewer=viewer), actor=viewer)
    else:
        people = get_people(map(parse_id, body["person_ids"]), viewer=viewer)
        conversation = services.open_conversation(people, title=body["title"], actor=viewer)
    return queries.get_conversation_item(conversation, viewer=viewer)


@blueprint.get("/conversations/terms")
@blueprint.response(200, MessageTermsSchema)
def get_terms() -> dict[str, int | None]:
    """For how many days messages are kept, by kind of conversation."""
    return queries.get_terms()


@blueprint.patch("/conversations/terms")
@blueprint.arguments(MessageTermsSchema)
@blueprint.response(200, MessageTermsSchema)
def change_terms(body: dict[str, Any]) -> dict[str, int | None]:
    """Keep messages for another time; the administration. What is past it is deleted within the hour, for good."""
    services.change_terms(body, actor=current_person())
    return queries.get_terms()


@blueprint.get("/conversations/<uuid:conversation_id>")
@blueprint.response(200, ConversationSchema)
def get_conversation(conversation_id: UUID) -> queries.ConversationItem:
    """One conversation."""
    viewer = current_person()
    return queries.get_conversation_item(queries.get_conversation(conversation_id, viewer=viewer), viewer=viewer)


@blueprint.get("/conversations/<uuid:conversation_id>/messages")
@blueprint.arguments(RangeSchema, location="query")
@blueprint.response(200, MessagePage)
def list_messages(arguments: dict[str, Any], conversation_id: UUID) -> Page[queries.MessageItem]:
    """Messages rising by `seq`: the nearest after or before a number, or the latest."""
    viewer, cursor = current_person(), arguments.pop("cursor")
    if cursor:
        arguments |= queries.position_of(cursor)
    return queries.list_messages(queries.get_conversation(conversation_id, viewer=viewer), viewer=viewer, **arguments)


@blueprint.post("/conversations/<uuid:conversation_id>/messages")
@blueprint.arguments(SendingSchema)
@blueprint.response(201, MessageSchema)
def send_message(body: dict[str, Any], conversation_id: UUID) -> queries.MessageItem | None:
    """Send a message; the same `client_id` again gives the same message."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    message = services.send_message(conversation, **forms.with_messages(body, viewer=viewer), actor=viewer)
    return queries.get_message_item(message.id, viewer=viewer)


@blueprint.patch("/messages/<uuid:message_id>")
@blueprint.arguments(EditingSchema)
@blueprint.response(200, MessageSchema)
def edit_message(body: dict[str, Any], message_id: UUID) -> queries.MessageItem | None:
    """Change one's own message; what it said before is kept."""
    viewer = current_person()
    services.edit_message(queries.get_message(message_id, viewer=viewer), actor=viewer, **body)
    return queries.get_message_item(message_id, viewer=viewer)


@blueprint.delete("/messages/<uuid:message_id>")
@blueprint.response(204)
def delete_message(message_id: UUID) -> None:
    """Take one's own message back."""
    viewer = current_person()
    services.delete_message(queries.get_message(message_id, viewer=viewer), actor=viewer)


@blueprint.put("/messages/<uuid:message_id>/reactions/<name>")
@blueprint.response(204)
def react(message_id: UUID, name: str) -> None:
    """React to a message; it takes the place of an earlier one. 409 for a word that is no longer offered."""
    viewer = current_person()
    services.react(queries.get_message(message_id, viewer=viewer), name=name, actor=viewer)


@blueprint.get("/messages/<uuid:message_id>/reactions")
@blueprint.arguments(ReactedArguments, location="query")
@blueprint.response(200, ReactedPage)
def list_reactions(arguments: dict[str, Any], message_id: UUID) -> Page[Reacted]:
    """Who reacted to a message, the newest first; `name` is one word, else all of them."""
    viewer = current_person()
    return queries.list_reacted_to(queries.get_message(message_id, viewer=viewer), viewer=viewer, **arguments)


@blueprint.delete("/messages/<uuid:message_id>/reactions/<name>")
@blueprint.response(204)
def take_back_reaction(message_id: UUID, name: str) -> None:
    """Take a reaction back."""
    viewer = current_person()
    services.take_back_reaction(queries.get_message(message_id, viewer=viewer), name=name, actor=viewer)


@blueprint.put("/conversations/<uuid:conversation_id>/read")
@blueprint.arguments(ReadingSchema)
@blueprint.response(204)
def mark_read(body: dict[str, Any], conversation_id: UUID) -> None:
    """Say how far one has read."""
    viewer = current_person()
    services.mark_read(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer, **body)


@blueprint.put("/conversations/<uuid:conversation_id>/acceptance")
@blueprint.response(204)
def accept_request(conversation_id: UUID) -> None:
    """Take up a conversation that somebody began whom one never met."""
    viewer = current_person()
    services.accept_request(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)


@blueprint.put("/conversations/<uuid:conversation_id>/refusal")
@blueprint.response(204)
def decline_request(conversation_id: UUID) -> None:
    """Do not take it up: it is gone for oneself, and the others are not told. 409 once it was taken up."""
    viewer = current_person()
    services.decline_request(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)


@blueprint.put("/conversations/<uuid:conversation_id>/mute")
@blueprint.arguments(ConversationMutingSchema, required=False)
@blueprint.response(204)
def mute(body: dict[str, Any], conversation_id: UUID) -> None:
    """Let this conversation call for no attention until a moment, or for good; again takes the newer wish."""
    viewer = current_person()
    services.mute(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer, **body)


@blueprint.delete("/conversations/<uuid:conversation_id>/mute")
@blueprint.response(204)
def unmute(conversation_id: UUID) -> None:
    """Hear of this conversation again."""
    viewer = current_person()
    services.unmute(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)
