"""The shapes of a group's files in the REST interface."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_dump

from app.core.api import PageArguments, SentFile, Text
from app.files.items import address_of, file_item, preview_of
from app.people.api import PersonSummary


def _of_file(key: str) -> Any:
    return lambda thing: getattr(thing.file, key)


def _address(thing: Any) -> str:
    return address_of(file_item(thing.file))


def _preview(thing: Any) -> str | None:
    return preview_of(file_item(thing.file))


class _Kept(Schema):
    """What is known of the bytes of a document or of one of its versions."""

    size = fields.Function(_of_file("size"), metadata={"type": "integer", "description": "In bytes"})
    media_type = fields.Function(_of_file("media_type"), metadata={"type": "string"})
    url = fields.Function(_address, metadata={"type": "string"})
    preview_url = fields.Function(_preview, metadata={"type": "string"})

    @post_dump
    def _leave_out(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value is not None or name != "preview_url"}


class DocumentItem(_Kept):
    """A file of a group as it is now; `number` is that of its present version."""

    id = fields.UUID()
    group_id = fields.UUID()
    folder_id = fields.UUID(allow_none=True)
    name = fields.String()
    number = fields.Integer()
    added_by = fields.Nested(PersonSummary)
    added_at = fields.AwareDateTime()
    changed_by = fields.Nested(PersonSummary)
    changed_at = fields.AwareDateTime()
    hidden_at = fields.AwareDateTime(allow_none=True)


class DocumentVersionItem(_Kept):
    """What a file of a group was from some moment on."""

    number = fields.Integer()
    made_by = fields.Nested(PersonSummary)
    made_at = fields.AwareDateTime()
    restored_from = fields.Integer(allow_none=True)


class FolderItem(Schema):
    """A folder of a group; `parent_id` is null at the top."""

    id = fields.UUID()
    group_id = fields.UUID()
    parent_id = fields.UUID(allow_none=True)
    name = fields.String()
    made_by = fields.Nested(PersonSummary)
    made_at = fields.AwareDateTime()


class FolderList(Schema):
    """All folders of a group."""

    items = fields.List(fields.Nested(FolderItem))
    next = Text(allow_none=True)


class DocumentArguments(PageArguments):
    """Which folder (the top without one), or part of a name, looked for in all folders."""

    folder_id = fields.UUID(load_default=None)
    q = Text(load_default="")


class NewDocument(Schema):
    """The file, and the folder it goes into."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    file = SentFile(required=True)
    folder_id = fields.UUID(load_default=None)


class NewVersion(Schema):
    """The file as it is from now on."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE

    file = SentFile(required=True)


class ChangedDocument(Schema):
    """Another name, another folder (null for the top); what is left out stays."""

    name = Text()
    folder_id = fields.UUID(allow_none=True)


class NewFolder(Schema):
    """A folder in another one, or at the top."""

    name = Text(required=True)
    parent_id = fields.UUID(load_default=None, allow_none=True)


class ChangedFolder(Schema):
    """Another name, another folder to lie in (null for the top); what is left out stays."""

    name = Text()
    parent_id = fields.UUID(allow_none=True)
