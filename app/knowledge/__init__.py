"""Knowledge: what a group knows, on pages that its members write together."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext

from app.groups.hooks import hidden_among
from app.groups.tabs import Tab, add_tab
from app.knowledge import queries
from app.knowledge.views import knowledge


def register(app: Flask) -> None:
    """Bring the groups' pages into the house."""
    app.register_blueprint(knowledge)
    hidden_among.answer(app, queries.hidden_among)
    add_tab(app, Tab(lazy_gettext("Knowledge"), "knowledge.index", order=50))
