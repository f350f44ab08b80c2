"""What was shared in a conversation in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from app.accounts.signin import current_person
from app.chat import queries
from app.chat.queries.shared import FileKind
from app.chat.schemas import SpeakerSchema
from app.core.api import ApiBlueprint, PageArguments, Text, page_of
from app.core.paging import Page
from app.files.schemas import FileItem
from app.links.schemas import LinkPreviewItem

blueprint = ApiBlueprint("chat_shared_api", __name__, description="Files and links of conversations")


class SharedArguments(PageArguments):
    """What is looked for."""

    q = Text(load_default="", validate=validate.Length(max=200))


class SharedFileArguments(SharedArguments):
    """Which files are wanted."""

    kind = fields.Enum(FileKind, by_value=True, load_default=None)


class SharedSchema(Schema):
    """By whom and when something was shared, and the message that carries it."""

    message_id = fields.String()
    conversation_id = fields.String()
    seq = fields.Integer(metadata={"description": "The number of the message"})
    url = fields.String(metadata={"description": "Where the message is read"})
    author = fields.Nested(SpeakerSchema)
    at = fields.AwareDateTime(format="iso")


class SharedFileSchema(SharedSchema):
    """A file of a message."""

    file = fields.Nested(FileItem)


class SharedLinksSchema(SharedSchema):
    """The links of a message, in their order."""

    links = fields.List(fields.String())
    preview = fields.Nested(
        LinkPreviewItem,
        allow_none=True,
        metadata={"description": "What the page behind a link of it said of itself; null where it was not asked"},
    )


@blueprint.get("/conversations/<uuid:conversation_id>/files")
@blueprint.arguments(SharedFileArguments, location="query")
@blueprint.response(200, page_of(SharedFileSchema))
def list_shared_files(arguments: dict[str, Any], conversation_id: UUID) -> Page[queries.SharedFile]:
    """The files of a conversation's messages, the newest first; `kind` and words of the name (`q`) narrow them."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    return queries.list_shared_files(conversation, viewer=viewer, **arguments)


@blueprint.get("/conversations/<uuid:conversation_id>/links")
@blueprint.arguments(SharedArguments, location="query")
@blueprint.response(200, page_of(SharedLinksSchema))
def list_shared_links(arguments: dict[str, Any], conversation_id: UUID) -> Page[queries.SharedLinks]:
    """The messages of a conversation that have links, the newest first; those with all the words of `q`."""
    viewer = current_person()
    conversation = queries.get_conversation(conversation_id, viewer=viewer)
    return queries.list_shared_links(conversation, viewer=viewer, **arguments)
