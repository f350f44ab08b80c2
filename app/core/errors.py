"""Errors that services raise and that pages, the API and sockets turn into their own answers."""

from __future__ import annotations


class ParvisError(Exception):
    """Something the caller can be told; `status` is its HTTP meaning."""

    status = 500

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class NotFound(ParvisError):
    """It is missing, or the viewer must not know of it: the two look the same."""

    status = 404


class Forbidden(ParvisError):
    """The actor sees it but may not do this."""

    status = 403


class Gone(ParvisError):
    """It was here and was taken away on purpose."""

    status = 410


class Conflict(ParvisError):
    """It cannot be done in the present state."""

    status = 409


class Invalid(ParvisError):
    """What was sent cannot be used; `errors` says why, by field."""

    status = 422

    def __init__(self, detail: str = "", **errors: str) -> None:
        super().__init__(detail or next(iter(errors.values()), ""))
        self.errors = errors


class Unauthenticated(ParvisError):
    """Nobody is signed in."""

    status = 401


class TooMany(ParvisError):
    """Asked for too often; `retry_after` is in seconds."""

    status = 429

    def __init__(self, detail: str = "", *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class TooFast(TooMany):
    """More was asked in a minute than anybody needs; answered by `core.limits`, whoever it is."""


class Unavailable(ParvisError):
    """It cannot be done just now (database busy, disk full); trying again later is right."""

    status = 503


def demand(allowed: bool, detail: str = "") -> None:
    """Raise Forbidden unless allowed."""
    if not allowed:
        raise Forbidden(detail)
