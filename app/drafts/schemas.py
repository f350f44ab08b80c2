"""The shapes of drafts in the REST interface and on sockets."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from app.core.api import Text

MOST_FIELDS = 60
LATEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps as it is."""

_version = {
    "description": "The moment of the last change by the server’s clock, in milliseconds since 1970. "
    "Who changes a draft names the version they began from, 0 for none"
}


class DraftSchema(Schema):
    """What the caller has begun to write at a place."""

    place = Text(
        metadata={"description": "`post`, `new-event`, or `kind-identifier` such as chat, thread, comment, event"}
    )
    content = fields.Dict(
        keys=Text(),
        values=Text(allow_none=True),
        allow_none=True,
        metadata={"description": "By the form’s fields, `body:0` the words; null where the draft was let go of"},
    )
    version = fields.Integer(metadata=_version)


class WritingSchema(Schema):
    """What a form holds now."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    content = fields.Dict(
        keys=Text(validate=validate.Length(1, 80)),
        values=Text(allow_none=True),
        required=True,
        validate=validate.Length(1, MOST_FIELDS),
    )
    version = fields.Integer(strict=True, required=True, validate=validate.Range(0, LATEST), metadata=_version)


class LettingGoArguments(Schema):
    """Which version is let go of."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    version = fields.Integer(required=True, validate=validate.Range(0, LATEST), metadata=_version)
