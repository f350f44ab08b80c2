"""Identifiers: uuid7, which sort by the time they were made."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7

from app.core import clock
from app.core.errors import NotFound

LOW_BITS = 80


def new_id() -> UUID:
    """A fresh identifier whose first 48 bits are the clock's milliseconds since 1970."""
    fresh, moment = uuid7(), clock.stopped()
    if moment is None:
        return fresh
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=(milliseconds << LOW_BITS) | (fresh.int & ((1 << LOW_BITS) - 1)))


def parse_id(text: object) -> UUID:
    """The identifier written in a text from outside; raises NotFound, for what is no identifier names nothing."""
    try:
        return UUID(str(text))
    except ValueError:
        raise NotFound from None
