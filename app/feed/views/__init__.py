"""The feed as pages."""

from app.feed.views import (
    archived,
    arranging,
    comments,
    links,
    mentions,
    places,
    posts,
    praises,
    previews,
    questions,
    reactions,
    readers,
    readings,
    reasons,
    scheduled,
    shares,
    timelines,
    values,
)
from app.feed.views.blueprint import elsewhere, feed

__all__ = ["archived", "arranging", "comments", "elsewhere", "feed", "links", "mentions", "places", "posts"]
__all__ += ["praises", "previews", "questions", "reactions", "readers", "readings", "reasons"]
__all__ += ["scheduled", "shares", "timelines", "values"]
