"""The blueprint that the feed's pages belong to."""

from __future__ import annotations

from flask import Blueprint

feed = Blueprint("feed", __name__)
