"""Reminders of messages in the REST interface; whoever wants one alone knows of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.schemas import Input, MessageSchema
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.paging import Page

blueprint = ApiBlueprint("chat_reminders_api", __name__, description="Messages to be reminded of")


class MessageReminderSchema(Schema):
    """A message of which the caller wants to be told again at `due_at`, or was at `told_at`."""

    message = fields.Nested(MessageSchema)
    due_at = fields.AwareDateTime(format="iso")
    told_at = fields.AwareDateTime(format="iso", allow_none=True)


class MessageRemindingSchema(Input):
    """When to be reminded, within a year."""

    due_at = fields.AwareDateTime(required=True)


@blueprint.get("/messages/reminders")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(MessageReminderSchema))
def list_reminders(arguments: dict[str, Any]) -> Page[queries.MessageReminderItem]:
    """What the caller wants to be reminded of, what comes first before the rest; also what they were told already."""
    return queries.list_reminders(current_person(), **arguments)


@blueprint.put("/messages/<uuid:message_id>/reminder")
@blueprint.arguments(MessageRemindingSchema)
@blueprint.response(204)
def set_reminder(body: dict[str, Any], message_id: UUID) -> None:
    """Be told of a message again; another wish takes the place of the first. Nobody else is told."""
    viewer = current_person()
    services.set_reminder(queries.get_message(message_id, viewer=viewer), **body, actor=viewer)


@blueprint.delete("/messages/<uuid:message_id>/reminder")
@blueprint.response(204)
def end_reminder(message_id: UUID) -> None:
    """Want no reminder any more, or be done with what it was about."""
    viewer = current_person()
    services.end_reminder(queries.get_message(message_id, viewer=viewer), actor=viewer)
