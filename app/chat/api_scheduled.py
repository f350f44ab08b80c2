"""Messages that wait for their time in the REST interface; their author alone knows of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.schemas import MessageSchema
from app.chat.schemas_scheduled import (
    ReschedulingSchema,
    ScheduledMessagePage,
    ScheduledMessageSchema,
    SchedulingSchema,
)
from app.core.api import ApiBlueprint
from app.core.ids import parse_id
from app.core.paging import Page

blueprint = ApiBlueprint("chat_scheduled_api", __name__, description="Messages that are sent later")


@blueprint.get("/messages/scheduled")
@blueprint.response(200, ScheduledMessagePage)
def list_scheduled() -> Page[queries.ScheduledMessageItem]:
    """The caller's messages that wait: those that were refused first, then the first to come. A hundred at most."""
    return Page(queries.list_scheduled(current_person()))


@blueprint.post("/conversations/<uuid:conversation_id>/scheduled")
@blueprint.arguments(SchedulingSchema)
@blueprint.response(201, ScheduledMessageSchema)
def schedule_message(body: dict[str, Any], conversation_id: UUID) -> queries.ScheduledMessageItem:
    """Write a message that is sent later; the same `client_id` again gives the same one. 409 once it was sent."""
    actor = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=actor)
    if body["reply_to"] is not None:
        body["reply_to"] = queries.get_message(parse_id(body["reply_to"]), viewer=actor)
    scheduled = services.schedule_message(conversation, **body, actor=actor)
    return queries.get_scheduled_item(scheduled, author=actor)


@blueprint.patch("/messages/scheduled/<uuid:scheduled_id>")
@blueprint.arguments(ReschedulingSchema)
@blueprint.response(200, ScheduledMessageSchema)
def change_scheduled(body: dict[str, Any], scheduled_id: UUID) -> queries.ScheduledMessageItem:
    """Change one's own message that waits, or when it is to be sent."""
    actor = current_person()
    scheduled = queries.get_scheduled(scheduled_id, author=actor)
    services.change_scheduled(scheduled, **body, actor=actor)
    return queries.get_scheduled_item(scheduled, author=actor)


@blueprint.delete("/messages/scheduled/<uuid:scheduled_id>")
@blueprint.response(204)
def cancel_scheduled(scheduled_id: UUID) -> None:
    """Let it go."""
    actor = current_person()
    services.cancel_scheduled(queries.get_scheduled(scheduled_id, author=actor), actor=actor)


@blueprint.post("/messages/scheduled/<uuid:scheduled_id>/sending")
@blueprint.response(201, MessageSchema)
def send_scheduled(scheduled_id: UUID) -> queries.MessageItem | None:
    """Send it now."""
    actor = current_person()
    message = services.send_scheduled(queries.get_scheduled(scheduled_id, author=actor), actor=actor)
    return queries.get_message_item(message.id, viewer=actor)
