"""Search: documents, engines, queries and indexing of what people may find."""

from __future__ import annotations

from flask import Flask

from app.config import ConfigurationError
from app.core import health
from app.core.api import register as register_api
from search import api, indexing, views
from search.engines.whoosh import WhooshEngine


def register(app: Flask) -> None:
    """Bring search into the house. Raises ConfigurationError for an engine that is not there."""
    settings = app.extensions["parvis.settings"]
    if settings.search != "whoosh":
        raise ConfigurationError("PARVIS_SEARCH: only whoosh is built so far (example: PARVIS_SEARCH=whoosh)")
    app.extensions["parvis.search"] = WhooshEngine(settings.data_dir / "index")
    app.register_blueprint(views.search)
    register_api(app, api.blueprint)
    indexing.register(app)
    health.add_check(app, "search", indexing.examine)
