"""The shapes of the feed's operations in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.agenda.schemas import EventOfPost, NewEventOfPost
from app.core.api import PageArguments, Text, page_of
from app.core.paging import LARGEST
from app.feed.queries import Only, Reading, Scope
from app.feed.schemas_kinds import QuestionItem
from app.feed.schemas_of_parts import (
    AnnouncementItem,
    ArchiveItem,
    LockItem,
    NewAnnouncement,
    NewPraise,
    PinItem,
    PraiseItem,
)
from app.files.schemas import FileIds, FileItem
from app.links.schemas import LinkPreviewItem
from app.people.schemas import PersonSummary
from app.polls.schemas import NewPoll, PollItem


class NewPost(Schema):
    """What is said, and where: nowhere in particular means to the whole house."""

    body = Text(required=True)
    title = Text(load_default="")
    group_id = fields.UUID(load_default=None, allow_none=True)
    file_ids = FileIds(load_default=())
    question = fields.Boolean(load_default=False)
    poll = fields.Nested(NewPoll, load_default=None, allow_none=True)
    announcement = fields.Nested(NewAnnouncement, load_default=None, allow_none=True)
    event = fields.Nested(NewEventOfPost, load_default=None, allow_none=True)
    praise = fields.Nested(NewPraise, load_default=None, allow_none=True)
    scheduled_at = fields.AwareDateTime(load_default=None, allow_none=True)


class ChangedPost(Schema):
    """What is to read otherwise."""

    body = Text()
    title = Text()
    file_ids = FileIds()


class ChangedScheduled(ChangedPost):
    """What is to read otherwise, or to be published at another time."""

    scheduled_at = fields.AwareDateTime()


class NewComment(Schema):
    """An answer to the post, or to one of its comments."""

    body = Text(required=True)
    parent_id = fields.UUID(load_default=None, allow_none=True)
    file_ids = FileIds(load_default=())
    think_twice = fields.Boolean(load_default=False, metadata={"description": "Refuse (422, `nudge`) what may hurt"})


class ChangedComment(Schema):
    """What is to read otherwise."""

    body = Text()
    file_ids = FileIds()


class FeedArguments(PageArguments):
    """Which part of the feed is wanted."""

    scope = fields.Enum(Scope, by_value=True, load_default=Scope.MINE)
    narrowed_to = fields.Enum(Only, by_value=True, load_default=None, data_key="only")
    order = fields.String(
        validate=validate.OneOf(["newest", "missed"]),
        load_default="newest",
        metadata={"description": "`missed` by the published rule of what one missed; it goes with nothing but `limit`"},
    )


class GroupSummary(Schema):
    """The group a post stands in."""

    id = fields.UUID()
    name = fields.String()
    slug = fields.String()


class OutwardItem(Schema):
    """What became of a post outside the house, and the page that tells it."""

    publications = fields.Integer()
    clicks = fields.Integer()
    url = fields.String()


class Label(Schema):
    """What moderation has found out about a rumour that the post repeats."""

    rumour_id = fields.String()
    state = fields.String(validate=validate.OneOf(["confirmed", "false", "disputed", "unverified"]))
    statement = fields.String(allow_none=True)


class SeenUntil(Schema):
    """The number of the newest comment that was seen, as comments carry it."""

    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=LARGEST))


class ReactionCounts(Schema):
    """How often each word was said, and which ones the caller said."""

    reactions = fields.Dict(keys=fields.String(), values=fields.Integer())
    my_reactions = fields.List(fields.String())


class CommentItem(ReactionCounts):
    """A comment."""

    id = fields.UUID()
    post_id = fields.UUID()
    number = fields.Integer()
    parent_id = fields.UUID(allow_none=True)
    body = fields.String()
    html = fields.String()
    author = fields.Nested(PersonSummary)
    published_at = fields.AwareDateTime()
    edited_at = fields.AwareDateTime(allow_none=True)
    hidden_at = fields.AwareDateTime(allow_none=True)
    is_accepted = fields.Boolean()
    files = fields.List(fields.Nested(FileItem))


class ReaderItem(Schema):
    """Somebody whom an announcement concerns, and when they confirmed it."""

    person = fields.Nested(PersonSummary)
    confirmed_at = fields.AwareDateTime(allow_none=True)


class ReaderArguments(PageArguments):
    """Which of those whom an announcement concerns are wanted."""

    state = fields.Enum(Reading, by_value=True, load_default=Reading.MISSING)
    q = Text(load_default="")


class ReminderItem(Schema):
    """How many people are told again."""

    reminded = fields.Integer()


class NewPin(Schema):
    """At which place among what stands on top of the group."""

    position = fields.Integer(load_default=1, validate=validate.Range(1, 3))


class NewPlace(Schema):
    """The group where a post is to stand; null is the whole house."""

    group_id = fields.UUID(required=True, allow_none=True)


class NewShare(Schema):
    """Where a post is shared, and with which words; nowhere in particular means to the whole house."""

    body = Text(load_default="")
    group_id = fields.UUID(load_default=None, allow_none=True)


class SharedItem(Schema):
    """A post that another one carries."""

    id = fields.UUID()
    title = fields.String()
    body = fields.String()
    html = fields.String()
    author = fields.Nested(PersonSummary)
    group = fields.Nested(GroupSummary, allow_none=True)
    published_at = fields.AwareDateTime()


class MoveItem(Schema):
    """Since when a post stands where it stands, and where it stood before, as far as the caller may know of that.

    `from` is null for the whole house and for what is not theirs to know.
    """

    at = fields.String(metadata={"format": "date-time"})
    origin = fields.Nested(GroupSummary, allow_none=True, data_key="from")


class PostItem(ReactionCounts):
    """A post; of its parts those that it has."""

    id = fields.UUID()
    title = fields.String()
    body = fields.String()
    html = fields.String()
    author = fields.Nested(PersonSummary)
    group = fields.Nested(GroupSummary, allow_none=True)
    published_at = fields.AwareDateTime()
    edited_at = fields.AwareDateTime(allow_none=True)
    hidden_at = fields.AwareDateTime(allow_none=True)
    labels = fields.List(fields.Nested(Label))
    outward = fields.Nested(OutwardItem, allow_none=True)
    comment_count = fields.Integer()
    files = fields.List(fields.Nested(FileItem))
    bookmarked = fields.Boolean()
    link = fields.Nested(LinkPreviewItem)
    following = fields.Boolean()
    muted = fields.Boolean()
    new_comments = fields.Integer()
    question = fields.Nested(QuestionItem)
    poll = fields.Nested(PollItem)
    announcement = fields.Nested(AnnouncementItem)
    praise = fields.Nested(PraiseItem)
    pinned = fields.Nested(PinItem)
    archived = fields.Nested(ArchiveItem)
    locked = fields.Nested(LockItem)
    moved = fields.Nested(MoveItem)
    shared_post = fields.Nested(SharedItem, allow_none=True)
    event = fields.Nested(EventOfPost)
    scheduled_at = fields.AwareDateTime(metadata={"description": "of one that waits for its time"})
    read_confirmed_at = fields.AwareDateTime(allow_none=True)
    read_confirmation_asked = fields.Boolean()
    reason = fields.String(metadata={"description": "why it stands there, in the order `missed`"})


class ScheduledItem(Schema):
    """A post that waits for its time; `refusal` says why it could not be published, then `scheduled_at` is null."""

    id = fields.UUID()
    title = fields.String()
    body = fields.String()
    html = fields.String()
    group = fields.Nested(GroupSummary, allow_none=True)
    files = fields.List(fields.Nested(FileItem))
    parts = fields.Dict()
    written_at = fields.AwareDateTime()
    scheduled_at = fields.AwareDateTime(allow_none=True)
    refusal = fields.String(allow_none=True)


PostPage = page_of(PostItem)
ScheduledPage = page_of(ScheduledItem)
CommentPage = page_of(CommentItem)
ReaderPage = page_of(ReaderItem)
