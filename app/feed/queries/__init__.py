"""What can be read of the feed: the queries of its modules under one name."""

from app.feed.queries.announcements import (
    Addressee,
    Reading,
    Unconfirmed,
    every_reader,
    get_announcement,
    list_missing,
    list_readers,
    list_standing,
    list_unconfirmed,
)
from app.feed.queries.ballots import Voter, get_poll, list_voters, why_voters_stay_unknown
from app.feed.queries.contents import Content, author_of, read_contents
from app.feed.queries.mentions import Nameable, list_nameable, list_unreached
from app.feed.queries.own import Own
from app.feed.queries.posts import (
    find_comment,
    find_link_picture,
    get_comment,
    get_deleted_comment,
    get_deleted_post,
    get_post,
    get_readable_group,
    list_mentioned,
    my_comment_reactions,
    read_own,
)
from app.feed.queries.readers import list_followers, list_muting
from app.feed.queries.scheduled import get_scheduled, list_scheduled
from app.feed.queries.threads import (
    CommentContent,
    CommentEntry,
    get_comment_entry,
    list_comments,
    list_last_comments,
    list_revisions,
    list_thread,
    read_comments,
)
from app.feed.queries.timelines import Entry, Scope, list_author_posts, list_feed, list_group_posts, list_posts

__all__ = [
    "Addressee",
    "CommentContent",
    "CommentEntry",
    "Content",
    "Entry",
    "Nameable",
    "Own",
    "Reading",
    "Scope",
    "Unconfirmed",
    "Voter",
    "author_of",
    "every_reader",
    "find_comment",
    "find_link_picture",
    "get_announcement",
    "get_comment",
    "get_comment_entry",
    "get_deleted_comment",
    "get_deleted_post",
    "get_poll",
    "get_post",
    "get_readable_group",
    "get_scheduled",
    "list_author_posts",
    "list_comments",
    "list_feed",
    "list_followers",
    "list_group_posts",
    "list_last_comments",
    "list_mentioned",
    "list_missing",
    "list_muting",
    "list_nameable",
    "list_posts",
    "list_readers",
    "list_revisions",
    "list_scheduled",
    "list_standing",
    "list_thread",
    "list_unconfirmed",
    "list_unreached",
    "list_voters",
    "my_comment_reactions",
    "read_comments",
    "read_contents",
    "read_own",
    "why_voters_stay_unknown",
]
