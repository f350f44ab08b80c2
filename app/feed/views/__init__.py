"""The feed as pages."""

from app.feed.views import (
    arranging,
    comments,
    links,
    mentions,
    polls,
    posts,
    previews,
    questions,
    reactions,
    readers,
    readings,
    scheduled,
    shares,
    timelines,
)
from app.feed.views.blueprint import feed

__all__ = ["arranging", "comments", "feed", "links", "mentions", "polls", "posts", "previews"]
__all__ += ["questions", "reactions", "readers", "readings"]
__all__ += ["scheduled", "shares", "timelines"]
