"""The shapes of scheduled messages in the REST interface."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validates_schema

from app.chat.schemas import Input, WritingSchema
from app.core.api import Text, page_of
from app.files.schemas import FileIds, FileItem


class SchedulingSchema(WritingSchema):
    """A message to send at a moment to come, within a year."""

    scheduled_at = fields.AwareDateTime(required=True)


class ScheduledMessageSchema(Schema):
    """A message that waits for its time; `refusal` says why it could not be sent, then `scheduled_at` is null."""

    id = fields.String()
    conversation_id = fields.String()
    conversation = fields.String(
        allow_none=True, metadata={"description": "Its name; null where the caller takes no part in it any more"}
    )
    reply_to = fields.String(allow_none=True)
    body = fields.String()
    html = fields.String()
    files = fields.List(fields.Nested(FileItem))
    written_at = fields.AwareDateTime(format="iso")
    scheduled_at = fields.AwareDateTime(format="iso", allow_none=True)
    refusal = fields.String(allow_none=True)


ScheduledMessagePage = page_of(ScheduledMessageSchema)


class ReschedulingSchema(Input):
    """A scheduled message's new words or files, or another moment."""

    body = Text()
    file_ids = FileIds()
    scheduled_at = fields.AwareDateTime()

    @validates_schema
    def _say_something(self, values: dict[str, Any], **_options: Any) -> None:
        if not values:
            raise ValidationError(_("Say what is to change."), "body")
