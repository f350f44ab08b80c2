"""Passwords: argon2 hashes made outside the event loop, and how strong a new one must be."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import cached_property
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app
from flask_babel import gettext as _
from gevent.monkey import is_module_patched
from gevent.threadpool import ThreadPool
from zxcvbn import zxcvbn

from app.core.errors import Invalid

SHORTEST = 10
LONGEST = 128
WEAKEST_SCORE = 2  # of zxcvbn's 0 to 4: guessing it takes more than a million tries
JUDGED = 24  # characters: over a long password made of look-alikes zxcvbn thinks for seconds
AT_ONCE = 2  # hashes made at the same time; further sign-ins wait their turn


class Passwords:
    """Hashes and verifies; `cheap` is for tests, which hash by the hundred."""

    def __init__(self, *, cheap: bool = False) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()
        self._pool: ThreadPool | None = None

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return str(self._apart(self._hasher.hash, password))

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is right; takes as long for an account that has none."""
        return bool(self._apart(self._fits, password_hash, password))

    def score(self, password: str, known: list[str]) -> int:
        """How hard the beginning of a password is to guess, from 0 to 4."""
        judged: Any = self._apart(zxcvbn, password[:JUDGED], known)
        return int(judged["score"])

    @cached_property
    def _nobody(self) -> str:
        """What is compared for an account without a password; made at the first sign-in, whoever's it is."""
        return self._hasher.hash(secrets.token_hex())

    def _fits(self, password_hash: str | None, password: str) -> bool:
        """Tells it in the thread itself: gevent writes every exception of its threads into the log."""
        nobody = self._nobody
        try:
            return self._hasher.verify(password_hash or nobody, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False

    def _apart(self, function: Callable[..., object], *arguments: object) -> object:
        """Under gevent, run in a real thread, so that pages go on being served meanwhile."""
        if not is_module_patched("threading"):
            return function(*arguments)
        if self._pool is None:
            self._pool = ThreadPool(AT_ONCE)
        return self._pool.apply(function, arguments)


def init_app(app: Flask, *, cheap: bool) -> None:
    """Give the application its hasher."""
    app.extensions["parvis.passwords"] = Passwords(cheap=cheap)


def passwords() -> Passwords:
    """The application's hasher."""
    found: Passwords = current_app.extensions["parvis.passwords"]
    return found


def check_strength(password: str, *, known: list[str]) -> None:
    """Raise Invalid for a password that is short, or easy to guess from what is known of the person."""
    if len(password) < SHORTEST:
        raise Invalid(password=_("Use at least %(count)d characters.", count=SHORTEST))
    if len(password) > LONGEST:
        raise Invalid(password=_("Use at most %(count)d characters.", count=LONGEST))
    if passwords().score(password, known) < WEAKEST_SCORE:
        raise Invalid(password=_("This password is easy to guess. A few unrelated words make a good one."))


def new_token() -> str:
    """A random secret for a cookie, a link or a bearer token."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What the database keeps of a random secret."""
    return hashlib.sha256(token.encode()).hexdigest()
