"""How messages came to read as they do, in the REST interface."""

from __future__ import annotations

from uuid import UUID

from marshmallow import Schema, fields, validate

from app.accounts.signin import current_person
from app.chat import queries
from app.chat.history import history_of
from app.core.api import ApiBlueprint, page_of
from app.core.differences import Version
from app.core.paging import Page

blueprint = ApiBlueprint("chat_history_api", __name__, description="What messages said before they were edited")


class PieceSchema(Schema):
    """A run of words that stayed, came or went."""

    kind = fields.String(validate=validate.OneOf(["same", "added", "removed"]))
    text = fields.String()


class VersionSchema(Schema):
    """One version of a text, and how it differs from the one before it."""

    written_at = fields.AwareDateTime(format="iso")
    pieces = fields.List(fields.Nested(PieceSchema))


@blueprint.get("/messages/<uuid:message_id>/history")
@blueprint.response(200, page_of(VersionSchema))
def get_history(message_id: UUID) -> Page[Version]:
    """The last hundred versions of a message at once, the newest first. 409 for one that is deleted."""
    return Page(history_of(queries.get_message(message_id, viewer=current_person())))
