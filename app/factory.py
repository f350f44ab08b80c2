"""The factory: the only place where the rooms meet."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from sqlalchemy import Connection, Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from app.accounts import passwords
from app.accounts.signin import current_person, is_signed_in
from app.config import Settings, secret_key
from app.core import (
    api,
    assets,
    events,
    found,
    fragments,
    health,
    http,
    idempotency,
    language,
    limits,
    migrations,
    offline,
    reference,
    relay,
    scanning,
    shells,
    storage,
    sweeping,
    times,
)
from app.core.db import make_engine
from app.core.fetching import Client
from app.core.frame import find_organisation, frame_around
from app.core.registry import Registry

ROOT = Path(__file__).parents[1]

ROOMS = (
    "app.accounts",
    "app.people",
    "app.governance",
    "app.presence",
    "app.reactions",
    "app.links",
    "app.polls",
    "app.drafts",
    "app.groups",
    "app.files",
    "app.folders",
    "app.agenda",
    "app.knowledge",
    "app.feed",
    "app.chat",
    "app.decisions",
    "app.outreach",
    "app.notifications",
    "app.delivery",
    "app.admin",
    "realtime",
    "search",
    "moderation",
)


class Parvis(Flask):
    """Flask, but a form holds only what can be kept, and a POST that carries an idempotency key is done once."""

    request_class = http.HouseRequest

    def dispatch_request(self) -> ResponseReturnValue:
        by_a_program = api.is_api_request() or http.is_fragment_request()
        is_keyed = request.method == "POST" and idempotency.HEADER in request.headers and by_a_program
        if is_keyed and _is_own(self.view_functions.get(request.endpoint or "")):
            return idempotency.once(current_person().id, super().dispatch_request)
        return super().dispatch_request()


def _is_own(view: Callable[..., object] | None) -> bool:
    """Whether an operation is done by somebody. Who asks for a token is nobody yet: a wrong password must count."""
    return view is not None and not getattr(view, "is_public", False) and is_signed_in()


def create_app(
    settings: Settings,
    *,
    rooms: Iterable[str] = ROOMS,
    bind: Engine | Connection | None = None,
    testing: bool = False,
) -> Flask:
    """An application with the given rooms; `bind` lends it a database, `testing` makes hashing cheap and it alone."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Parvis("parvis", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config.update(
        SECRET_KEY=secret_key(settings),
        TESTING=testing,
        PROPAGATE_EXCEPTIONS=False,
        TRAP_HTTP_EXCEPTIONS=False,
    )
    app.config["SESSION_COOKIE_SECURE"] = settings.base_url.startswith("https://")
    app.extensions["parvis.settings"] = settings
    app.extensions["parvis.registry"] = Registry()
    app.extensions["parvis.bind"] = bind if bind is not None else make_engine(settings.database)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents it
    _furnish(app, settings, testing=testing)
    for room in rooms:
        module: ModuleType = importlib.import_module(room)
        module.register(app)
    return app


def _furnish(app: Flask, settings: Settings, *, testing: bool) -> None:
    """Set up the core."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_surroundings)
    app.extensions["parvis.http"] = Client(settings.allowed_private_hosts)
    relay.init_app(app, data_dir=settings.data_dir, redis_url=settings.redis_url, alone=testing)
    events.init_app(app)
    passwords.init_app(app, cheap=testing)
    times.init_app(app)
    found.init_app(app)
    language.init_app(app, ROOT / "translations" / "fr", _preference)
    http.init_app(app)
    limits.init_app(app, settings.redis_url)
    assets.init_app(app, ROOT / "static")
    fragments.init_app(app)
    shells.init_app(app)
    api.init_app(app)
    reference.init_app(app)
    idempotency.init_app(app)
    offline.init_app(app)
    health.init_app(app)
    migrations.init_app(app)
    storage.init_app(app, settings.files_dir)
    sweeping.init_app(app)
    scanning.init_app(app, settings.scanner)


def _surroundings() -> dict[str, Any]:
    """What the layouts read on every page."""
    # Who is suspended sees the one page that they have without what stands around the others.
    frame = frame_around(current_person()) if is_signed_in() and current_person().may_enter else None
    return {"frame": frame, "language": language.language(), "organisation": find_organisation()}


def _preference() -> tuple[str | None, str | None]:
    if not is_signed_in():
        return None, None
    person = current_person()
    return person.language, person.time_zone
