"""Who is asking: the person behind a browser session or a bearer token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

import structlog
from flask import Flask, Request, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from sqlalchemy import bindparam, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from app.accounts.hooks import arrival
from app.accounts.models import BrowserSession, Person, Scope, Token
from app.accounts.passwords import fingerprint
from app.accounts.policy import scopes_of
from app.accounts.recourse import find_recourse, suspended_until
from app.accounts.services.sessions import SEEN_EVERY, note_seen
from app.core import clock
from app.core.api import check_csrf, is_api_request
from app.core.db import session
from app.core.errors import Forbidden, Unauthenticated, Unavailable
from app.core.health import reads_figures
from app.core.http import MOST_BYTES, is_fragment_request

COOKIE_KEY = "signed_in"
SESSION_LASTS = timedelta(days=30)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_OPEN_SESSION = (
    select(BrowserSession)
    .options(joinedload(BrowserSession.person).joinedload(Person.grants))
    .where(BrowserSession.token_hash == bindparam("token_hash"), BrowserSession.created_at > bindparam("since"))
)

login_manager = LoginManager()
log = structlog.get_logger(__name__)


def init_app(app: Flask) -> None:
    """Find out who is asking before every request, and turn away who must sign in first."""
    app.config["PERMANENT_SESSION_LIFETIME"] = SESSION_LASTS
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # the row ends with its days, however often it is used
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    login_manager.init_app(app)
    app.before_request(_guard)
    reads_figures.answer(app, is_by_admin_token)


@login_manager.request_loader
def _load(request: Request) -> Person | None:
    """Who asks. Somebody who is suspended is nobody, but where a view says otherwise."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = _find_token(token.strip()) if scheme.lower() == "bearer" else _find_session(cookie.get(COOKIE_KEY))
    person = _holder(found)
    if person is not None and person.is_suspended and not _is_marked("is_open_while_suspended"):
        g.kept_out = person
        return None
    return _admit(found, person)


def person_of_token(token: str) -> Person | None:
    """The person whose bearer token this is, unless they are suspended; notes its scopes for the request."""
    found = _find_token(token)
    return _admit(found, _holder(found, suspended_too=False))


def person_of_cookie(token: str | None) -> Person | None:
    """The person whose browser session this is, unless they are suspended."""
    found = _find_session(token)
    return _admit(found, _holder(found, suspended_too=False))


def _find_token(token: str) -> Token | None:
    return session.scalar(select(Token).where(Token.token_hash == fingerprint(token), Token.expires_at > clock.now()))


def _find_session(token: str | None) -> BrowserSession | None:
    if not token:
        return None
    asked = {"token_hash": fingerprint(token), "since": clock.now() - SESSION_LASTS}
    return session.scalars(_OPEN_SESSION, asked).unique().one_or_none()


def _holder(found: Token | BrowserSession | None, *, suspended_too: bool = True) -> Person | None:
    if found is None or found.person.deactivated_at is not None:
        return None
    return found.person if suspended_too or not found.person.is_suspended else None


def _admit(found: Token | BrowserSession | None, person: Person | None) -> Person | None:
    """Note by what the person came in, for the request."""
    if person is None:
        return None
    if isinstance(found, Token):
        g.token_id = found.id
        g.scopes = scopes_of(person) & {Scope(scope) for scope in found.scopes}
    elif found is not None:
        g.browser_session_id = found.id
        g.browser_session_is_stale = found.seen_at < clock.now() - SEEN_EVERY
    return person


def current_person() -> Person:
    """The person who asks; raises Unauthenticated where there is none."""
    person: Person | None = current_user._get_current_object()
    if not isinstance(person, Person):
        raise Unauthenticated
    return person


def is_by_admin_token() -> bool:
    """Whether a token of the administration, with the scope for it, asks."""
    return is_signed_in() and Scope.ADMIN in g.get("scopes", ())


def is_signed_in() -> bool:
    """Whether a person asks."""
    return isinstance(current_user._get_current_object(), Person)


V = TypeVar("V", bound=Callable[..., object])


def public_page(view: V) -> V:
    """Mark a page that nobody need be signed in for."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark that the guard reads
    return view


def signed_page(view: V) -> V:
    """Mark a page whose address is signed by us: it alone gives the right, and no form's token is asked for."""
    view.is_public = view.is_signed = True  # type: ignore[attr-defined]  # as above
    return view


def open_before_arrival(view: V) -> V:
    """Mark a page that is open to those who must do something before they see the rest of the house."""
    view.is_open_before_arrival = True  # type: ignore[attr-defined]  # as above
    return view


def open_while_suspended(view: V) -> V:
    """Mark one of the few views that somebody who is suspended still reaches, to contest the decision."""
    view.is_open_while_suspended = True  # type: ignore[attr-defined]  # as above
    return view


def _is_marked(mark: str) -> bool:
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), mark, False))


def _guard() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static" or request.blueprint == "health":
        return None
    is_public = _is_marked("is_public")
    by_token = is_signed_in() and "token_id" in g
    if by_token:
        _check_scope()
    elif not is_signed_in():
        request.max_content_length = MOST_BYTES  # visitors send no files
        if not is_public:
            return _turn_away()
    if _must_show_csrf_token(view, by_token=by_token):
        check_csrf()
    if g.pop("browser_session_is_stale", False):
        _note_seen(g.browser_session_id)
    if is_public or by_token or is_api_request() or _is_marked("is_open_before_arrival"):
        return None
    return None if current_person().is_suspended else _lead_in()


def _must_show_csrf_token(view: Callable[..., object], *, by_token: bool) -> bool:
    if request.method in SAFE_METHODS or by_token or getattr(view, "is_signed", False):
        return False
    return is_signed_in() or not is_api_request()


def _lead_in() -> ResponseReturnValue | None:
    """Lead those who must do something first, such as agree to the code of conduct, to where they do it."""
    for page in filter(None, arrival.ask(current_person())):
        if is_fragment_request():
            return "", 403, {"HX-Redirect": page}
        if request.method not in SAFE_METHODS:
            return redirect(page, 303)
        return redirect(f"{page}?{urlencode({'next': request.full_path.rstrip('?')})}")
    return None


def _note_seen(session_id: UUID) -> None:
    """Keep when the session was last used; a database that cannot be written to must not keep people from reading."""
    try:
        note_seen(session_id)
    except (Unavailable, OperationalError):
        log.warning("session not noted as seen")


def _check_scope() -> None:
    """What a token is good for; pages know no scopes, so that it only reads them."""
    if request.method in SAFE_METHODS:
        needed = "read"
    elif not is_api_request():
        raise Forbidden(_("A token changes things through the interface only."))
    else:
        blueprint = current_app.blueprints.get(request.blueprint or "")
        needed = getattr(blueprint, "write_scope", "write")
    if needed not in g.scopes:
        raise Forbidden(_("This token lacks the scope %(scope)s.", scope=needed))


def _turn_away() -> ResponseReturnValue:
    """Lead a visitor to where they sign in, and somebody who is suspended to the one page that they have."""
    kept_out: Person | None = g.get("kept_out")
    if is_api_request() or request.method not in SAFE_METHODS:
        raise Unauthenticated(suspended_until(kept_out) if kept_out else _("Sign in, or send a token."))
    page = find_recourse(kept_out) if kept_out else None
    address = page or url_for("accounts.sign_in", next=request.full_path.rstrip("?"))
    if is_fragment_request():
        return "", 401, {"HX-Redirect": address}
    return redirect(address)
