"""The shapes of what changes a conversation itself: its name and rules, its topics, and who is in it."""

from __future__ import annotations

from marshmallow import fields, validate

from app.chat.schemas import Input
from app.core.api import PageArguments, Text


class ConversationChangeSchema(Input):
    """What is to change of a conversation of several people or of a topic, or who writes in a room; who calls all."""

    title = Text()
    invites = fields.String(validate=validate.OneOf(["everybody", "owner"]))
    writes = fields.String(validate=validate.OneOf(["everybody", "keepers"]))
    calls = fields.String(validate=validate.OneOf(["everybody", "keepers"]))
    closed = fields.Boolean()


class TopicSchema(Input):
    """A topic to open."""

    title = Text(required=True)


class TopicsSchema(PageArguments):
    """Which topics are wanted."""

    closed = fields.Boolean(load_default=False, metadata={"description": "Those that were closed instead"})


class ConversationInvitationSchema(Input):
    """Whom to bring into a conversation, and whether they read what was said before."""

    person_ids = fields.List(Text(), required=True, validate=validate.Length(1, 100))
    shows_past = fields.Boolean(load_default=False)


class ConversationOwnerSchema(Input):
    """Who is to look after a conversation."""

    person_id = Text(required=True)
