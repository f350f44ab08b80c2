"""Search: documents, engines, queries and indexing of what people may find."""

from __future__ import annotations

from flask import Flask


def register(_app: Flask) -> None:
    """Bring search into the house."""
