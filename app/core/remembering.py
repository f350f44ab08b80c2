"""Remembering: what was read once in a request is not read again, until a command changes something."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g, has_request_context

from app.core.db import writing

P = ParamSpec("P")
R = TypeVar("R")


def remembered(query: Callable[P, R]) -> Callable[P, R]:
    """Let a query about rows, such as a viewer and a group, be run once a request, however many parts of it ask.

    Inside a command nothing is remembered, so that policies judge what is true at that moment.
    """

    @wraps(query)
    def ask(*rows: P.args, **named: P.kwargs) -> R:
        if not has_request_context() or writing.get():
            return query(*rows, **named)
        kept: dict[object, Any] = g.setdefault("remembered", {})
        key = (query, *(row.id for row in (*rows, *named.values())))  # type: ignore[attr-defined]  # rows have identifiers
        if key not in kept:
            kept[key] = query(*rows, **named)
        answer: R = kept[key]
        return answer

    return ask


def forget() -> None:
    """Read everything again from now on."""
    if has_request_context():
        g.pop("remembered", None)
