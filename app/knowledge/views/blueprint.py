"""The blueprint that the pages of knowledge belong to."""

from __future__ import annotations

from flask import Blueprint

knowledge = Blueprint("knowledge", __name__)

TAB = "knowledge.index"
