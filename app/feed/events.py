"""What happened to posts, comments and reactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class PostPublished:
    """A post can be read from now on."""

    post_id: UUID


@dataclass(frozen=True)
class PostEdited:
    """A post's title, text or pictures changed."""

    post_id: UUID


@dataclass(frozen=True)
class PostRedrawn:
    """What readers see beside a post's words changed, its words did not."""

    post_id: UUID


@dataclass(frozen=True)
class PostMoved:
    """A post stands in another place now, and its conversation with it; None is the whole house."""

    post_id: UUID
    from_group_id: UUID | None


@dataclass(frozen=True)
class PostDeleted:
    """A post was taken back, and its conversation with it; nobody may see them any more."""

    post_id: UUID


@dataclass(frozen=True)
class PostHidden:
    """Moderation hid a post: only its author still sees it."""

    post_id: UUID


@dataclass(frozen=True)
class PostRestored:
    """A hidden or deleted post can be read again."""

    post_id: UUID


@dataclass(frozen=True)
class CommentPublished:
    """Somebody answered a post, or another comment."""

    comment_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class CommentEdited:
    """A comment's text changed."""

    comment_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class CommentDeleted:
    """A comment was taken back; its replies stay."""

    comment_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class CommentHidden:
    """Moderation hid a comment: only its author still sees it."""

    comment_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class CommentRestored:
    """A hidden or deleted comment can be read again."""

    comment_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class ReactionChanged:
    """A person reacted, reacted otherwise, or took the reaction back; `comment_id` is None for one to the post."""

    post_id: UUID
    comment_id: UUID | None
    person_id: UUID


@dataclass(frozen=True)
class AnswerAccepted:
    """A comment was accepted as the answer to a question, by whom."""

    post_id: UUID
    comment_id: UUID
    actor_id: UUID


@dataclass(frozen=True)
class PollChanged:
    """Somebody voted in the poll of a post, or it was closed; who it was is not told."""

    post_id: UUID


@dataclass(frozen=True)
class AnnouncementPublished:
    """A post that can be read from now on is an announcement; `PostPublished` is told of it too."""

    post_id: UUID


@dataclass(frozen=True)
class ReadConfirmed:
    """Somebody whom an announcement concerns has confirmed to have read it."""

    post_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class ReadersReminded:
    """Somebody has those told again of an announcement who have not confirmed it, for the first time, the second…"""

    post_id: UUID
    actor_id: UUID
    number: int


@dataclass(frozen=True)
class ScheduledPostRefused:
    """A scheduled post could not be published when its time came; its author keeps it, and is to say anew when."""

    scheduled_id: UUID
    person_id: UUID
    at: datetime


@dataclass(frozen=True)
class PraiseGiven:
    """A post that can be read from now on thanks people; `PostPublished` is told of it too."""

    post_id: UUID


@dataclass(frozen=True)
class ValueChanged:
    """One of the company's values was added, worded otherwise, placed, retired or restored."""

    value_id: UUID
