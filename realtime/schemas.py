"""The shapes of what clients send over sockets."""

from __future__ import annotations

from marshmallow import fields, validate

from app.chat.queries import MOST_CAUGHT_UP
from app.chat.schemas import MOST_SEQ, EditingSchema, Input, ReadingSchema, SendingSchema
from app.core.api import Text


class ConversationEvent(Input):
    """About a conversation."""

    conversation_id = Text(required=True)


class MessageEvent(Input):
    """About a message."""

    id = Text(required=True)


class SendingEvent(ConversationEvent, SendingSchema):
    """A message to send."""


class EditingEvent(MessageEvent, EditingSchema):
    """A message's new words."""


class ReadingEvent(ConversationEvent, ReadingSchema):
    """How far somebody has read."""


class PresenceEvent(Input):
    """Whether the page is in use."""

    awake = fields.Boolean(required=True, truthy={True}, falsy={False})


class SyncEvent(Input):
    """The number of the newest message that a client knows, by conversation."""

    conversations = fields.Dict(
        keys=fields.UUID(),
        values=fields.Integer(strict=True, validate=validate.Range(0, MOST_SEQ)),
        required=True,
        validate=validate.Length(max=MOST_CAUGHT_UP),
    )
    topics = fields.Boolean(load_default=False)
    """Whether to say too in which topics something waits, of which a client may know none."""
