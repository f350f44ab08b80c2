"""People: profiles, the directory, skills, and who follows or blocks whom."""

from __future__ import annotations

from flask import Flask


def register(_app: Flask) -> None:
    """Bring profiles and the directory into the house."""
