"""The blueprint that the pages of decisions belong to."""

from __future__ import annotations

from flask import Blueprint

decisions = Blueprint("decisions", __name__)
