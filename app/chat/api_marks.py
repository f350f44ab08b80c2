"""Marking and forwarding messages in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.schemas import MessageForwardingSchema, MessagePage, MessageSchema
from app.core.api import ApiBlueprint, PageArguments
from app.core.ids import parse_id
from app.core.paging import Page

blueprint = ApiBlueprint("chat_marks_api", __name__, description="Messages that are marked and forwarded")


@blueprint.get("/conversations/<uuid:conversation_id>/pins")
@blueprint.response(200, MessagePage)
def list_pins(conversation_id: UUID) -> Page[queries.MessageItem]:
    """What stands on top of a conversation, the newest pin first; all of it, for it is never much."""
    viewer = current_person()
    return Page(queries.list_pins(queries.get_conversation(conversation_id, viewer=viewer), viewer=viewer))


@blueprint.put("/messages/<uuid:message_id>/pin")
@blueprint.response(204)
def pin_message(message_id: UUID) -> None:
    """Let a message stand on top of its conversation; in a room, those who look after its group."""
    viewer = current_person()
    services.pin_message(queries.get_message(message_id, viewer=viewer), actor=viewer)


@blueprint.delete("/messages/<uuid:message_id>/pin")
@blueprint.response(204)
def unpin_message(message_id: UUID) -> None:
    """Take a message down from the top."""
    viewer = current_person()
    services.unpin_message(queries.get_message(message_id, viewer=viewer), actor=viewer)


@blueprint.get("/messages/bookmarks")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, MessagePage)
def list_bookmarks(arguments: dict[str, Any]) -> Page[queries.MessageItem]:
    """What one keeps of all one's conversations, what was kept last first."""
    return queries.list_bookmarks(current_person(), **arguments)


@blueprint.put("/messages/<uuid:message_id>/bookmark")
@blueprint.response(204)
def bookmark_message(message_id: UUID) -> None:
    """Keep a message for later; nobody else knows."""
    viewer = current_person()
    services.bookmark_message(queries.get_message(message_id, viewer=viewer), actor=viewer)


@blueprint.delete("/messages/<uuid:message_id>/bookmark")
@blueprint.response(204)
def remove_bookmark(message_id: UUID) -> None:
    """Keep it no longer."""
    viewer = current_person()
    services.remove_bookmark(queries.get_message(message_id, viewer=viewer), actor=viewer)


@blueprint.put("/messages/<uuid:message_id>/unread")
@blueprint.response(204)
def mark_unread(message_id: UUID) -> None:
    """Let what others said wait for one again from this message on, an answer in its thread; nobody else is told.

    409 for one's own words and what was deleted.
    """
    viewer = current_person()
    services.mark_unread(queries.get_message(message_id, viewer=viewer), actor=viewer)


@blueprint.post("/messages/<uuid:message_id>/forwards")
@blueprint.arguments(MessageForwardingSchema)
@blueprint.response(201, MessageSchema)
def forward_message(body: dict[str, Any], message_id: UUID) -> queries.MessageItem | None:
    """Repeat a message in another conversation of one's own, with its author and its time, not its place.

    A word of one's own (`body`) is said before it, as a message; the answer is the repeated one.
    """
    viewer = current_person()
    there = queries.get_conversation(parse_id(body["conversation_id"]), viewer=viewer)
    message = queries.get_message(message_id, viewer=viewer)
    said = services.forward_message(message, there, client_id=body["client_id"], word=body["body"], actor=viewer)
    return queries.get_message_item(said.id, viewer=viewer)
