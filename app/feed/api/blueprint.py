"""The blueprint that the feed's operations belong to."""

from __future__ import annotations

from app.core.api import ApiBlueprint

feed_api = ApiBlueprint("feed_api", __name__, description="Posts, comments and reactions")
