"""The shape of a thread on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields

from app.chat.schemas import MessageSchema


class ThreadSchema(Schema):
    """A message and the answers in its thread, some at a time."""

    root = fields.Nested(MessageSchema)
    items = fields.List(fields.Nested(MessageSchema))
    next = fields.String(allow_none=True)
    is_followed = fields.Boolean()
    last_read_seq = fields.Integer(metadata={"description": "Up to which number one has read it, where one follows"})
