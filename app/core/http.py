"""HTTP for every room: security headers, CSRF, request ids, and errors as pages or as problem+json."""

from __future__ import annotations

import logging
import time
from http import HTTPStatus

import structlog
from flask import Flask, Request, Response, g, has_request_context, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, StatementError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from app.core import clock
from app.core.db import is_for_a_while, release_session, session
from app.core.errors import Conflict, Invalid, NotFound, ParvisError, TooMany, Unauthenticated, Unavailable
from app.core.health import REQUESTS, SECONDS
from app.core.ids import new_id
from app.core.language import visitors_language
from app.core.paging import LARGEST
from app.core.refusals import detail_of

log = structlog.get_logger(__name__)
requests = logging.getLogger("parvis.requests")
csrf = CSRFProtect()

MOST_BYTES = 2 * 1024 * 1024
MOST_UPLOAD_BYTES = 100 * 1024 * 1024
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}
WITH_MICROPHONE = {"Permissions-Policy": "geolocation=(), microphone=(self), camera=()"}
"""For the pages on which one may record one's voice."""


class HouseRequest(Request):
    """A request whose form holds only texts that every database keeps."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        if any("\0" in f"{name}{value}" for name, value in self.form.items(multi=True)):
            raise Invalid(_("This text has characters that cannot be kept."))


class RowNumber(IntegerConverter):
    """A number in an address: one that a column can hold, for a larger one names nothing."""

    def __init__(self, map: Map) -> None:  # noqa: A002 (werkzeug's name)
        super().__init__(map, max=LARGEST)


def init_app(app: Flask) -> None:
    """Set up the guards and the error answers."""
    app.url_map.converters["int"] = RowNumber
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_HEADERS"] = ["X-CSRF-Token"]
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    csrf.init_app(app)
    app.before_request(_begin_request)
    app.after_request(_finish_response)
    app.teardown_request(_close_request)
    app.teardown_appcontext(release_session)
    app.register_error_handler(ParvisError, _answer_parvis_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(CSRFError, lambda _error: answer(400, _("This form has expired. Reload the page.")))
    app.register_error_handler(Exception, _answer_any_error)


def wants_json() -> bool:
    """Whether the caller speaks the API."""
    return request.path.startswith(("/api/", "/scim/", "/readyz"))


def is_fragment_request() -> bool:
    """Whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"


def wants_up() -> bool:
    """Whether a form lets something change places with the one before it, not with the one behind; raises Invalid."""
    way = request.form.get("way", "")
    if way not in {"up", "down"}:
        raise Invalid(way=_("Choose one of those offered."))
    return way == "up"


def _begin_request() -> None:
    time.sleep(0)  # one yield a request: under gevent no busy client can hog the loop
    g.began = time.perf_counter()
    g.request_id = request.headers.get("X-Request-ID", "")[:64] or str(new_id())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise NotFound
    if request.content_type and request.content_type.startswith("multipart/"):
        request.max_content_length = MOST_UPLOAD_BYTES


def _close_request(_: BaseException | None) -> None:
    """Let go of the files that came with it: large ones lie on the disk until they are closed."""
    request.close()


def _finish_response(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store, private")
        # By which a page knows the time where its own clock is wrong.
        response.headers["Server-Timing"] = f"now;desc={round(1000 * clock.now().timestamp())}"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.headers["X-Request-ID"] = g.get("request_id", "")
    endpoint = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"  # labels are kept, and strangers make them up
    REQUESTS.labels(method, endpoint, response.status_code).inc()
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    SECONDS.labels(endpoint).observe(seconds)
    # The rule and not the address: whoever reads the log must not find a key in it, nor who was looked for.
    requests.info("%s %s %s in %.3f s", method, request.url_rule or "nowhere", response.status_code, seconds)
    return response


def answer(status: int, detail: str = "", errors: dict[str, str] | None = None) -> Response:
    """An error as problem+json for the API, as a page for people."""
    title, detail = HTTPStatus(status).phrase, detail or detail_of(status)
    if wants_json():
        problem: dict[str, object] = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": detail,
        }
        if errors:
            problem["errors"] = [{"field": field, "message": message} for field, message in errors.items()]
        response = jsonify(problem)
        response.content_type = "application/problem+json"
    else:
        page = render_template("errors/error.html", status=status, detail=detail, errors=errors or {})
        response = Response(page, content_type="text/html; charset=utf-8")
    response.status_code = status
    return response


def _answer_parvis_error(error: ParvisError) -> Response:
    session.rollback()
    errors = error.errors if isinstance(error, Invalid) else None
    response = answer(error.status, error.detail, errors)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unauthenticated) and wants_json():
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _answer_http_error(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    if status < 400:  # a redirect that routing asks for
        redirection = error.get_response()
        return Response(redirection.get_data(), status, dict(redirection.headers))
    own = "" if status == 404 else vars(error).get("description")  # the class's is in English, whoever reads it
    response = answer(status, own or "", getattr(error, "errors", None))
    for name, value in error.get_headers():
        if name.lower() in {"allow", "content-range", "retry-after"}:
            response.headers[name] = value
    return response


def answer_anybody(spoken: str) -> None:
    """From here on the answer is one for anybody, in this language: the database is not asked who it is for."""
    g._login_user = None
    g.language = spoken


def explain(error: Exception) -> ParvisError:
    """What somebody can be told of any error; a surprise is logged and owned up to. What was begun is undone."""
    session.rollback()
    match error:
        case ParvisError():
            return error
        case IntegrityError():
            log.warning("integrity", error=str(error.orig))
            return Conflict(_("Somebody else changed this at the same moment. Please try again."))
        case (
            DataError()
            | OverflowError()
            | UnicodeEncodeError()
            | StatementError(orig=UnicodeError() | ValueError() | OverflowError())
        ):  # databases and drivers differ in how they say it
            return Invalid(_("This text has characters that cannot be kept."))
        case OperationalError() if is_for_a_while(error):
            log.error("database unavailable", error=str(error.orig))
            if has_request_context():  # the database may not even say who asks
                answer_anybody(visitors_language())
            return Unavailable(_("This cannot be saved just now. Please try again."))
        case OSError():
            log.error("operating system error", exc_info=error)
            return Unavailable(_("This cannot be saved just now. Please try again."))
    log.error("unexpected error", exc_info=error)
    return ParvisError(_("Something went wrong on our side. It has been noted."))


def _answer_any_error(error: Exception) -> Response:
    return _answer_parvis_error(explain(error))
