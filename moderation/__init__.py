"""Moderation: reports, cases, decisions with reasons, appeals and their clocks."""

from __future__ import annotations

from flask import Flask


def register(_app: Flask) -> None:
    """Bring moderation into the house."""
