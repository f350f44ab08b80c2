"""The shapes of presence in the REST interface and on sockets."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from app.core.api import Text
from app.presence.models import LONGEST_STATUS
from app.presence.states import State
from app.presence.wording import ICON_NAMES


class StatusSchema(Schema):
    """What a person says of themselves, until it goes by itself; `icon` is one of the house's signs, or empty."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    icon = Text(load_default="", validate=validate.OneOf(["", *ICON_NAMES]))
    text = Text(load_default="", validate=validate.Length(max=LONGEST_STATUS))
    until = fields.AwareDateTime(required=True, format="iso")


class SeenSchema(Schema):
    """What others see of somebody at this moment; when they were here before is nowhere kept."""

    state = fields.Enum(State, by_value=True)
    until = fields.AwareDateTime(
        format="iso", allow_none=True, metadata={"description": "The end that the person gave the state; else null"}
    )
    status = fields.Nested(StatusSchema, allow_none=True)


class ShownStatusSchema(Schema):
    """What somebody says of themselves; null for nothing."""

    status = fields.Nested(StatusSchema, allow_none=True)


class OwnPresenceSchema(Schema):
    """The caller's own choices. Typing and receipts that are not shown are not told to the caller either."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    busy_until = fields.AwareDateTime(format="iso", allow_none=True)
    status = fields.Nested(StatusSchema, allow_none=True, dump_only=True)
    appears_offline = fields.Boolean()
    shows_typing = fields.Boolean()
    shows_receipts = fields.Boolean()
