"""What can be read of the feed: the queries of its modules under one name."""

from app.feed.queries.contents import Content, read_contents
from app.feed.queries.posts import (
    find_comment,
    get_comment,
    get_deleted_comment,
    get_deleted_post,
    get_post,
    get_readable_group,
    list_mentioned,
    my_comment_reactions,
    my_reactions,
)
from app.feed.queries.threads import CommentContent, list_comments, read_comments
from app.feed.queries.timelines import Entry, Scope, list_author_posts, list_feed, list_group_posts, list_posts

__all__ = [
    "CommentContent",
    "Content",
    "Entry",
    "Scope",
    "find_comment",
    "get_comment",
    "get_deleted_comment",
    "get_deleted_post",
    "get_post",
    "get_readable_group",
    "list_author_posts",
    "list_comments",
    "list_feed",
    "list_group_posts",
    "list_mentioned",
    "list_posts",
    "my_comment_reactions",
    "my_reactions",
    "read_comments",
    "read_contents",
]
