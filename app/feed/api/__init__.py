"""The feed in the REST interface."""

from app.feed.api import arranging, following, places, posts, praises, reactions, readings, scheduled, shares
from app.feed.api.blueprint import feed_api

__all__ = ["arranging", "feed_api", "following", "places", "posts", "praises", "reactions"]
__all__ += ["readings", "scheduled", "shares"]
