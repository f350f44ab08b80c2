"""The feed in the REST interface."""

from app.feed.api import following, posts, readings, scheduled, shares
from app.feed.api.blueprint import feed_api

__all__ = ["feed_api", "following", "posts", "readings", "scheduled", "shares"]
