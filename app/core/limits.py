"""Rate limits: how often an address or a person may ask, kept in memory or in Redis."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_login import current_user

REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1}


def _caller() -> str:
    person = getattr(current_user, "id", None)
    return f"person:{person}" if person else f"address:{request.remote_addr}"


limiter = Limiter(_caller, default_limits=["1200 per minute"], headers_enabled=False)


def init_app(app: Flask, redis_url: str) -> None:
    """Count in Redis where several processes serve, in memory otherwise."""
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    # a Redis that is away must neither close the house nor slow it: until it is back each process counts for itself
    app.config["RATELIMIT_STORAGE_OPTIONS"] = REDIS_OPTIONS if redis_url else {}
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(redis_url)
    app.config["RATELIMIT_SWALLOW_ERRORS"] = True
    limiter.init_app(app)
    limiter.request_filter(lambda: request.endpoint in {"static", "health.alive", "health.ready"})
