"""Crowding: a process holds so many sockets, few of them one person's, and refuses more, so that all are served well.

A page that was refused asks by HTTP for what is new, and tries again now and then.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from flask import Flask, current_app
from flask_babel import gettext as _

from app.config import Settings
from app.core import clock
from app.core.errors import TooMany, Unavailable
from app.core.health import add_check
from app.core.openfiles import left_for_sockets

log = structlog.get_logger(__name__)

MOST_OF_ONE = 50
"""How many sockets of one person a process holds: many tabs of several devices, and nobody fills the house alone."""
A_MINUTE = 60
TOLD_FOR = timedelta(days=1)
"""For how long `parvis check` tells that a process was full."""


def register(app: Flask) -> None:
    """Let `parvis check` tell of it."""
    add_check(app, "sockets", examine)


def demand_room(held: int) -> None:
    """Raise Unavailable where this process holds as many sockets as it may."""
    if held < most_held():
        return
    log.warning("sockets refused", held=held)
    _mark().touch()
    raise Unavailable(_("So many pages are open just now that this one asks for what is new instead of being told."))


def demand_room_for_one(held: int) -> None:
    """Raise TooMany where this process holds as many sockets of one person as it may."""
    if held >= MOST_OF_ONE:
        raise TooMany(_("You have so many pages open that this one asks for what is new itself."), retry_after=A_MINUTE)


def most_held() -> int:
    """How many sockets this process holds: as many as it is set to, if the system lets it open so many."""
    return min(_settings().most_sockets, left_for_sockets())


def examine() -> str | None:
    """That a process was full within the last day, and what to do about it; None otherwise."""
    try:
        at = datetime.fromtimestamp(_mark().stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    if clock.now() - at > TOLD_FOR:
        return None
    full = f"at {at:%Y-%m-%d %H:%M} UTC a process was full of open pages and refused more"
    if left_for_sockets() < _settings().most_sockets:
        return f"{full}: the system lets it open few files, raise LimitNOFILE of its service or `ulimit -n`"
    return f"{full}: serve with more --processes, which need PostgreSQL and Redis, or raise PARVIS_SOCKETS"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["parvis.settings"]
    return settings


def _mark() -> Path:
    return _settings().data_dir / "sockets-refused"
