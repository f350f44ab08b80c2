"""The shapes of conversations and messages on the wire, for the REST interface and for sockets alike."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_dump, validate, validates_schema

from app.chat.models import LONGEST_CLIENT_ID
from app.chat.wording import ACTS, TERM_NAMES
from app.core.api import PageArguments, Text, page_of
from app.files.schemas import FileIds, FileItem
from app.links.schemas import LinkPreviewItem
from app.people.api import PersonSummary
from app.polls.schemas import NewPoll, PollItem

MOST_SEQ = 2**31 - 1
LEFT_OF_A_DELETED_MESSAGE = ("id", "conversation_id", "seq", "deleted", "body", "html")
ABSENT_WHERE_NOTHING = ("edited_at", "my_reactions", "bookmarked", "thread_id", "thread")


class Input(Schema):
    """What comes from outside: fields nobody knows are left aside."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE


class SpeakerSchema(PersonSummary):
    """A person who talks here; outside partners are told from the house."""

    is_guest = fields.Boolean()


class QuoteSchema(Schema):
    """The message that another one answers."""

    id = fields.String()
    seq = fields.Integer()
    author = fields.Nested(PersonSummary)
    text = fields.String(allow_none=True)


class MessageActSchema(Schema):
    """What the author of a line did with the conversation; a new name stands in `body`."""

    name = fields.String(validate=validate.OneOf(list(ACTS)))
    people = fields.List(fields.Nested(PersonSummary), metadata={"description": "With whom; empty for none"})


class MessageOriginSchema(Schema):
    """Whose words were forwarded, and when they were said first."""

    author = fields.Nested(PersonSummary)
    at = fields.AwareDateTime(format="iso")


class ThreadSummarySchema(Schema):
    """What stands in the thread of a message."""

    answers = fields.Integer()
    last_at = fields.AwareDateTime(format="iso")
    people = fields.List(fields.Nested(PersonSummary), metadata={"description": "Who answered last, at most three"})
    is_followed = fields.Boolean(
        allow_none=True, metadata={"description": "Whether its answers call for the caller; absent from live events"}
    )
    unread = fields.Integer(
        allow_none=True, metadata={"description": "How many wait for the caller there; absent from live events"}
    )

    @post_dump
    def _leave_out(self, values: dict[str, Any], **_options: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value is not None}


class MessageSchema(Schema):
    """A message; of a deleted one only its place is left."""

    id = fields.String()
    conversation_id = fields.String()
    seq = fields.Integer()
    client_id = fields.String()
    author = fields.Nested(SpeakerSchema)
    body = fields.String(allow_none=True)
    html = fields.String(allow_none=True)
    at = fields.AwareDateTime(format="iso")
    edited_at = fields.AwareDateTime(format="iso", allow_none=True)
    deleted = fields.Boolean()
    reply_to = fields.String(allow_none=True)
    quote = fields.Nested(QuoteSchema, allow_none=True)
    thread_id = fields.String(
        allow_none=True, metadata={"description": "The message in whose thread it answers; absent elsewhere"}
    )
    in_log = fields.Boolean(
        metadata={"description": "Of an answer in a thread: whether it stands in the conversation's log too"}
    )
    thread = fields.Nested(
        ThreadSummarySchema, allow_none=True, metadata={"description": "Of a message that was answered in a thread"}
    )
    files = fields.List(fields.Nested(FileItem))
    link = fields.Nested(LinkPreviewItem, attribute="parts.link")
    poll = fields.Nested(PollItem, attribute="parts.poll")
    reactions = fields.Dict(keys=fields.String(), values=fields.Integer())
    my_reactions = fields.List(fields.String(), allow_none=True)
    origin = fields.Nested(
        MessageOriginSchema, allow_none=True, metadata={"description": "Of a forwarded message; null otherwise"}
    )
    act = fields.Nested(
        MessageActSchema,
        allow_none=True,
        metadata={"description": "Set where nobody speaks and the line says what happened; null otherwise"},
    )
    pinned = fields.Boolean()
    mentions = fields.List(
        fields.String(), metadata={"description": "The identifiers of the people it mentions by name"}
    )
    mentions_all = fields.Boolean(
        metadata={"description": "Whether it calls everybody who takes part; in a thread alone, who follows it"}
    )
    bookmarked = fields.Boolean(
        allow_none=True, metadata={"description": "Whether the caller keeps it; absent from live events"}
    )

    @post_dump
    def _leave_out(self, values: dict[str, Any], **_options: Any) -> dict[str, Any]:
        if values["deleted"]:
            return {name: values[name] for name in LEFT_OF_A_DELETED_MESSAGE}
        absent = {name for name in ABSENT_WHERE_NOTHING if values[name] is None}
        absent |= {"deleted"} if values["thread_id"] else {"deleted", "in_log"}
        return {name: value for name, value in values.items() if name not in absent}


MessagePage = page_of(MessageSchema)


class ConversationSchema(Schema):
    """A conversation as one of its people sees it."""

    id = fields.String()
    kind = fields.String(validate=validate.OneOf(["pair", "people", "room", "topic"]))
    name = fields.String(metadata={"description": "What the viewer calls it: its title, its group or the others"})
    title = fields.String()
    group_id = fields.String(allow_none=True)
    room_id = fields.String(allow_none=True, metadata={"description": "The room of a topic; null for others"})
    is_followed = fields.Boolean(metadata={"description": "Of a topic: whether it stays in the caller's list"})
    participants = fields.List(
        fields.Nested(SpeakerSchema),
        allow_none=True,
        metadata={"description": "null for a room and its topics, whose people are the group's members"},
    )
    last_seq = fields.Integer()
    last_at = fields.AwareDateTime(format="iso")
    last_message = fields.Nested(MessageSchema, allow_none=True)
    last_read_seq = fields.Integer()
    unread = fields.Integer(metadata={"description": "How many messages of others wait in the log"})
    unread_in_threads = fields.Integer(metadata={"description": "How many wait in threads that the caller follows"})
    unread_mentions = fields.Integer(metadata={"description": "How many of all those mention the caller"})
    muted = fields.Boolean()
    muted_until = fields.AwareDateTime(
        format="iso", allow_none=True, metadata={"description": "When the muting ends; null for not muted or for good"}
    )
    owner_id = fields.String(
        allow_none=True, metadata={"description": "Who looks after a conversation of several people; null for others"}
    )
    invites = fields.String(
        validate=validate.OneOf(["everybody", "owner"]), metadata={"description": "Who brings others in"}
    )
    writes = fields.String(
        validate=validate.OneOf(["everybody", "keepers"]),
        metadata={"description": "Who writes in a room and its topics: all members, or those who look after the group"},
    )
    calls = fields.String(
        validate=validate.OneOf(["everybody", "keepers"]),
        metadata={
            "description": "Who calls everybody at once: who takes part, or those who look after it or its group"
        },
    )
    can_call_all = fields.Boolean(metadata={"description": "Whether the viewer may; else those words stay plain text"})
    closed = fields.Boolean(metadata={"description": "Whether nothing is said in it any more"})
    can_write = fields.Boolean(metadata={"description": "Whether the viewer may say something new in it"})
    can_invite = fields.Boolean()
    archived = fields.Boolean(metadata={"description": "Whether the viewer has put it away"})
    kept_days = fields.Integer(
        allow_none=True, metadata={"description": "For how many days messages are kept here; null for without end"}
    )
    is_request = fields.Boolean(
        metadata={"description": "Whether somebody whom the viewer never met asks; accept it, decline it or answer"}
    )


ConversationPage = page_of(ConversationSchema)


class MessageTermsSchema(Input):
    """For how many days messages are kept in each kind of conversation; null for without end."""

    pair = fields.Integer(strict=True, allow_none=True, validate=validate.OneOf(TERM_NAMES))
    people = fields.Integer(strict=True, allow_none=True, validate=validate.OneOf(TERM_NAMES))
    room = fields.Integer(strict=True, allow_none=True, validate=validate.OneOf(TERM_NAMES))


class ConversationMutingSchema(Input):
    """Until when a conversation is to call for no attention; null, or nothing, for good."""

    until = fields.AwareDateTime(load_default=None, allow_none=True)


class OpeningSchema(Input):
    """Whom to talk with: people, or the members of a group."""

    person_ids = fields.List(Text(), validate=validate.Length(1, 100))
    group_id = Text()
    title = Text(load_default="")


class ConversationsSchema(PageArguments):
    """Which conversations are wanted."""

    archived = fields.Boolean(load_default=False, metadata={"description": "Those one has put away instead"})


class WritingSchema(Input):
    """The words of a message, sent now or later."""

    client_id = Text(required=True, validate=validate.Length(1, LONGEST_CLIENT_ID))
    body = Text(required=True)
    reply_to = Text(load_default=None, allow_none=True)
    file_ids = FileIds(load_default=())


class SendingSchema(WritingSchema):
    """A message to send."""

    thread_id = Text(
        load_default=None, allow_none=True, metadata={"description": "The message in whose thread it shall stand"}
    )
    poll = fields.Nested(NewPoll, load_default=None, allow_none=True)
    in_log = fields.Boolean(
        load_default=False, metadata={"description": "In a thread: let it stand in the conversation's log too"}
    )


class MessageForwardingSchema(Input):
    """Where a message is to be repeated, and a word of one's own that stands above it there."""

    conversation_id = Text(required=True)
    body = Text(load_default="", metadata={"description": "One's own word, in Markdown; said as a message before it"})
    client_id = Text(required=True, validate=validate.Length(1, LONGEST_CLIENT_ID))


class EditingSchema(Input):
    """A message's new words, or other files."""

    body = Text()
    file_ids = FileIds()

    @validates_schema
    def _say_something(self, values: dict[str, Any], **_options: Any) -> None:
        if not values.keys() & {"body", "file_ids"}:
            raise ValidationError(_("Say what is to change."), "body")


class ReadingSchema(Input):
    """How far somebody has read."""

    seq = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_SEQ))


class RangeSchema(PageArguments):
    """Which messages are wanted."""

    after = fields.Integer(load_default=None, validate=validate.Range(0, MOST_SEQ))
    before = fields.Integer(load_default=None, validate=validate.Range(0, MOST_SEQ))
    q = Text(load_default="", metadata={"description": "Words that all stand in the message or its files' names"})
