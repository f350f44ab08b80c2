"""Health: whether the process lives, whether it can serve, and its figures for Prometheus."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import structlog
from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import text

from app.core import audit, outbox, worker
from app.core.db import session
from app.core.hooks import Hook
from app.core.registry import registry

log = structlog.get_logger(__name__)
health = Blueprint("health", __name__)

REQUESTS = Counter("parvis_requests_total", "Requests answered", ["method", "endpoint", "status"])
SECONDS = Histogram("parvis_request_seconds", "Seconds to answer a request", ["endpoint"])
QUEUE = Gauge("parvis_outbox_waiting", "Jobs waiting in the outbox")
DEAD = Gauge("parvis_outbox_dead", "Jobs given up")

Examine = Callable[[], str | None]

reads_figures: Hook[[], bool] = Hook("reads_figures", "Does the asker's token let them read this instance's figures?")


def add_check(app: Flask, name: str, examine: Examine) -> None:
    """Let `/readyz` and `parvis check` ask a question whose answer is None, or what is wrong."""
    registry(app).checks[name] = examine


def examine_all() -> dict[str, str | None]:
    """What each check says."""
    return {name: _safely(check) for name, check in registry().checks.items()}


def _safely(check: Examine) -> str | None:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 (a check that fails is an answer)
        return f"{type(error).__name__}: {error}"


def _examine_database() -> str | None:
    session.execute(text("SELECT 1"))
    return None


def init_app(app: Flask) -> None:
    """Add the pages and the core's own checks."""
    app.register_blueprint(health)
    add_check(app, "database", _examine_database)
    add_check(app, "queue", worker.examine_queue)
    add_check(app, "audit", audit.examine)


READY = ("database", "migrations", "queue", "redis", "scanner")
BEARABLE = frozenset({"queue", "scanner"})
"""What may be wrong while the process still serves."""


@health.get("/healthz")
def alive() -> Response:
    """The process lives."""
    return jsonify(status="ok")


@health.get("/readyz")
def ready() -> tuple[Response, int]:
    """The process can serve; 503 with what failed. Why it did names hosts and accounts: strangers are not told."""
    checks = registry().checks
    answers = {name: _safely(checks[name]) for name in READY if name in checks}
    wrong = {name: answer for name, answer in answers.items() if answer and name not in BEARABLE}
    if wrong:
        log.warning("not ready", checks=wrong)
    told = answers if _is_among_us() else {name: answer and "failed" for name, answer in answers.items()}
    return jsonify(status="failed" if wrong else "ok", checks=told), 503 if wrong else 200


@health.get("/metrics")
def metrics() -> Response:
    """Prometheus figures, for this machine itself or for whoever has a token for them."""
    if not _is_among_us():
        abort(404)
    QUEUE.set(outbox.waiting())
    DEAD.set(outbox.dead())
    return current_app.response_class(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _is_among_us() -> bool:
    """Whether this machine itself asks, or whoever has a token for its figures."""
    is_local = _is_loopback(request.remote_addr) and "X-Forwarded-For" not in request.headers
    return is_local or any(reads_figures.ask())


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
