"""Realtime: Socket.IO connections, rooms, broadcasts and their revocation."""

from __future__ import annotations

from flask import Flask


def register(_app: Flask) -> None:
    """Bring sockets into the house."""
