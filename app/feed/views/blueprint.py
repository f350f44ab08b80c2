"""The blueprint that the feed's pages belong to."""

from __future__ import annotations

from flask import Blueprint

feed = Blueprint("feed", __name__)
elsewhere = Blueprint("feed_elsewhere", __name__)
"""Its pages among those of other rooms (a profile, the administration): home is not where one is there."""
