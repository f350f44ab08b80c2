"""Rate limits: how often an address or a person may ask, kept in memory or in Redis."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_login import current_user


def _caller() -> str:
    person = getattr(current_user, "id", None)
    return f"person:{person}" if person else f"address:{request.remote_addr}"


limiter = Limiter(_caller, default_limits=["1200 per minute"], headers_enabled=False)


def init_app(app: Flask, redis_url: str) -> None:
    """Count in Redis where several processes serve, in memory otherwise."""
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    app.config["RATELIMIT_SWALLOW_ERRORS"] = True  # a Redis that is away must not close the house
    limiter.init_app(app)
    limiter.request_filter(lambda: request.endpoint in {"static", "health.alive", "health.ready"})
