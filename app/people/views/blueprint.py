"""The blueprint that the pages of people share."""

from __future__ import annotations

from flask import Blueprint

people = Blueprint("people", __name__)
