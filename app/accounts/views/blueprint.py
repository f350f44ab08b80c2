"""The blueprint that the pages of accounts share."""

from __future__ import annotations

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
