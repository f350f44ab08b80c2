"""Remembering: what was read once is not read again, in a request until a command changes something, in a process
until it is told that it has changed."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from flask import current_app, g, has_request_context

from app.core.db import writing

P = ParamSpec("P")
R = TypeVar("R")

KEPT_SECONDS = 60.0
"""How long a process that missed the fact, such as the worker, may go on with what was."""


def remembered(query: Callable[P, R]) -> Callable[P, R]:
    """Let a query about rows or identifiers, such as a viewer and a group, be run once a request, whoever asks.

    Inside a command nothing is remembered, so that policies judge what is true at that moment.
    """

    @wraps(query)
    def ask(*rows: P.args, **named: P.kwargs) -> R:
        if not _remembers():
            return query(*rows, **named)
        kept, key = _kept(), _key(query, *rows, *named.values())
        if key not in kept:
            kept[key] = query(*rows, **named)
        answer: R = kept[key]
        return answer

    return ask


def remember(query: Callable[..., R], *rows: object, answer: R) -> None:
    """Let a remembered query give for these rows what another statement found along its way."""
    if _remembers():
        _kept()[_key(inspect.unwrap(query), *rows)] = answer


def _remembers() -> bool:
    return has_request_context() and not writing.get()


def _kept() -> dict[object, Any]:
    kept: dict[object, Any] = g.setdefault("remembered", {})
    return kept


def _key(query: Callable[..., Any], *rows: object) -> tuple[object, ...]:
    return (query, *(getattr(row, "id", row) for row in rows))


def forget() -> None:
    """Read everything again from now on."""
    if has_request_context():
        g.pop("remembered", None)


class KeptByProcess(Generic[R]):
    """Something that is the same for everybody: asked once by each process, until it is told to forget, or a minute."""

    def __init__(self, ask: Callable[[], R]) -> None:
        self._ask = ask
        self._name = f"parvis.kept.{ask.__module__}.{ask.__qualname__}"

    def get(self) -> R:
        """What is known; it is asked for where nothing is, or has been for a minute. Raises what asking raises."""
        kept = self._kept()
        if kept is None or time.monotonic() - kept[1] >= KEPT_SECONDS:
            kept = self._ask(), time.monotonic()
            current_app.extensions[self._name] = kept
        return kept[0]

    def last(self) -> R | None:
        """What was known last, however long ago; for where it cannot be asked."""
        kept = self._kept()
        return kept[0] if kept else None

    def forget(self) -> None:
        """Ask again the next time."""
        current_app.extensions.pop(self._name, None)

    def _kept(self) -> tuple[R, float] | None:
        kept: tuple[R, float] | None = current_app.extensions.get(self._name)
        return kept
