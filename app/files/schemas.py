"""The shapes of files in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields, post_dump, validate

from app.core.api import SentFile, Text
from app.files.items import address_of, preview_of

ONLY_OF_PICTURES = ("preview_url", "width", "height")


class FileIds(fields.List[UUID]):
    """The files to attach, in their order; sent again, they take the place of those that are attached."""

    def __init__(self, **options: Any) -> None:
        super().__init__(fields.UUID(), validate=validate.Length(max=100), **options)


class NewFile(Schema):
    """The file, and what goes with it."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    file = SentFile(required=True)
    alt = Text(load_default="", metadata={"description": "What a picture shows, for those who do not see it"})


class ChangedFile(Schema):
    """What is to be said of it."""

    alt = Text(required=True)


class FileItem(Schema):
    """A file; pictures have a size in pixels and a smaller picture."""

    id = fields.String()
    name = fields.String()
    size = fields.Integer(metadata={"description": "In bytes"})
    media_type = fields.String()
    url = fields.Function(address_of, metadata={"type": "string"})
    preview_url = fields.Function(preview_of, metadata={"type": "string"})
    alt = fields.String()
    width = fields.Integer()
    height = fields.Integer()

    @post_dump
    def _leave_out(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value is not None or name not in ONLY_OF_PICTURES}
