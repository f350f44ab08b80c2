"""Rate limits: how often an address or a person may ask, counted by the minute in memory or in Redis.

A refusal costs much less than what it refuses: one page for everybody, and who was refused is not looked for again in
the same minute.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

import redis
import structlog
from flask import Flask, Response, current_app, request
from flask_babel import ngettext
from flask_login import current_user

from app.core import clock
from app.core.addresses import subscriber
from app.core.errors import TooFast
from app.core.fragments import kept
from app.core.frame import find_organisation
from app.core.http import answer, answer_anybody, wants_json
from app.core.language import language

A_MINUTE = 1_200
MINUTE = 60
LEFT_ALONE = 5  # seconds before a Redis that was away is asked again
FREE = frozenset({"static", "health.alive", "health.ready"})
THEMES = frozenset({"light", "dark", "hc"})
EVERYTHING = ""
"""The limit of all that a caller asks; the others have their endpoint's name."""

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


class Refused:
    """Who was refused in the running minute, by what they came in with, and in which language they read.

    They are refused again without anybody looking for who they are. Only people who did ask too often are in it.
    """

    def __init__(self) -> None:
        self._minute = 0
        self._languages: dict[tuple[str, bytes], str] = {}

    def keep(self, limit: str, minute: int, spoken: str) -> None:
        """Refuse who asks now for the rest of this minute."""
        if minute != self._minute:
            self._minute, self._languages = minute, {}
        self._languages[limit, _credentials()] = spoken

    def language_of(self, limit: str, minute: int) -> str | None:
        """The language of who asks now, where this limit refused them in this minute."""
        if minute != self._minute or not self._languages:
            return None
        return self._languages.get((limit, _credentials()))


def init_app(app: Flask, redis_url: str) -> None:
    """Count in Redis where several processes serve, in memory otherwise."""
    app.extensions["parvis.asked"] = SharedCounter(redis_url) if redis_url else OwnCounter()
    app.extensions["parvis.refused"] = Refused()
    app.before_request(_count_request)
    app.register_error_handler(TooFast, _refuse)


def at_most(a_minute: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let nobody call a view more often than so many times a minute."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            _count(request.endpoint or "", a_minute)
            return view(*args, **kwargs)

        return ask

    return decorate


def _count_request() -> None:
    if request.endpoint in FREE:
        return
    minute, second = _now()
    refused: Refused = current_app.extensions["parvis.refused"]
    for limit in (EVERYTHING, request.endpoint or ""):
        spoken = refused.language_of(limit, minute)
        if spoken is not None:
            answer_anybody(spoken)
            raise TooFast(retry_after=MINUTE - second)
    _count(EVERYTHING, A_MINUTE)


def _count(limit: str, most: int) -> None:
    counter: Counter = current_app.extensions["parvis.asked"]
    minute, second = _now()
    person = getattr(current_user, "id", None)
    caller = f"person:{person}" if person else f"address:{subscriber(request.remote_addr or '')}"
    if counter.count(f"{limit}:{caller}" if limit else caller, minute) <= most:
        return
    spoken = language()
    if person:
        current_app.extensions["parvis.refused"].keep(limit, minute, spoken)
    answer_anybody(spoken)
    raise TooFast(retry_after=MINUTE - second)


def _now() -> tuple[int, int]:
    """The running minute, and its second."""
    return divmod(int(clock.now().timestamp()), MINUTE)


def _credentials() -> bytes:
    """What the caller shows to be let in, as a digest: a token, or the cookie of a session."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    by_token = scheme.lower() == "bearer"
    shown = token.strip() if by_token else request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], "")
    return hashlib.sha256(f"{by_token}:{shown}".encode()).digest()


def _refuse(error: TooFast) -> Response:
    """One page for everybody whom nobody asks who they are, kept for each second of the minute."""
    seconds = error.retry_after
    detail = ngettext(
        "That was too fast. Try again in %(num)s second.", "That was too fast. Try again in %(num)s seconds.", seconds
    )
    if wants_json():
        response = answer(error.status, detail)
    else:
        theme = request.cookies.get("theme", "")
        shown = {"language": language(), "organisation": find_organisation(), "theme": theme if theme in THEMES else ""}
        page = kept("errors/too_fast.html", detail=detail, reloads=request.method == "GET", **shown)
        response = Response(page, error.status, content_type="text/html; charset=utf-8")
    response.headers["Retry-After"] = str(seconds)
    return response
