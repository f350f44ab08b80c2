"""The blueprint that the notifications' pages belong to."""

from __future__ import annotations

from flask import Blueprint

notifications = Blueprint("notifications", __name__, url_prefix="/notifications")
