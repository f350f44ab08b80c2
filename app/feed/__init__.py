"""The feed: posts, comments and reactions, at home and in groups."""

from __future__ import annotations

from flask import Flask

from app.core import api as core_api
from app.feed.api import feed_api


def register(app: Flask) -> None:
    """Bring the feed into the house."""
    core_api.register(app, feed_api)
