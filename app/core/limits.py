"""Rate limits: how often an address or a person may ask, counted by the minute in memory or in Redis."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

import redis
import structlog
from flask import Flask, current_app, request
from flask_babel import gettext as _
from flask_login import current_user

from app.core import clock
from app.core.addresses import subscriber
from app.core.errors import TooMany

A_MINUTE = 1_200
MINUTE = 60
LEFT_ALONE = 5  # seconds before a Redis that was away is asked again
FREE = frozenset({"static", "health.alive", "health.ready"})

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger(__name__)


class Counter(Protocol):
    """Counts what each caller asks in a minute."""

    def count(self, caller: str, minute: int) -> int:
        """One more of this caller; how many it makes in this minute."""


class OwnCounter:
    """For the one process there is."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: dict[str, int] = {}

    def count(self, caller: str, minute: int) -> int:
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        self._counts[caller] = count = self._counts.get(caller, 0) + 1
        return count


class SharedCounter:
    """For several processes. A Redis that is away neither closes the house nor slows it: each counts for itself."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
        self._own = OwnCounter()
        self._away_until = 0.0

    def count(self, caller: str, minute: int) -> int:
        if time.monotonic() < self._away_until:
            return self._own.count(caller, minute)
        key = f"parvis:asked:{minute}:{caller}"
        try:
            with self._redis.pipeline() as pipeline:
                pipeline.incr(key)
                pipeline.expire(key, 2 * MINUTE)
                return int(pipeline.execute()[0])
        except redis.RedisError:
            log.warning("redis unreachable, requests counted by each process")
            self._away_until = time.monotonic() + LEFT_ALONE
            return self._own.count(caller, minute)


def init_app(app: Flask, redis_url: str) -> None:
    """Count in Redis where several processes serve, in memory otherwise."""
    app.extensions["parvis.asked"] = SharedCounter(redis_url) if redis_url else OwnCounter()
    app.before_request(_count_request)


def at_most(a_minute: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let nobody call a view more often than so many times a minute."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            _count(f"{request.endpoint}:{_caller()}", a_minute)
            return view(*args, **kwargs)

        return ask

    return decorate


def _count_request() -> None:
    if request.endpoint not in FREE:
        _count(_caller(), A_MINUTE)


def _count(asked: str, most: int) -> None:
    counter: Counter = current_app.extensions["parvis.asked"]
    minute, second = divmod(int(clock.now().timestamp()), MINUTE)
    if counter.count(asked, minute) > most:
        raise TooMany(_("That was too fast. Try again in a moment."), retry_after=MINUTE - second)


def _caller() -> str:
    person = getattr(current_user, "id", None)
    return f"person:{person}" if person else f"address:{subscriber(request.remote_addr or '')}"
