"""The blueprint that the agenda's pages belong to."""

from __future__ import annotations

from flask import Blueprint

agenda = Blueprint("agenda", __name__)
