"""Folders: the files of a group, in folders and in their versions."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.core import api as core_api
from app.core import outbox
from app.files.hooks import holder_seen, places_of
from app.folders import attaching, queries
from app.folders.api import folders_api
from app.folders.services.letting_go import EVERY, sweep_deleted
from app.folders.views import folders
from app.groups.hooks import hidden_among
from app.groups.tabs import Tab, add_tab


def register(app: Flask) -> None:
    """Bring the files of groups into the house."""
    core_api.register(app, folders_api)
    app.register_blueprint(folders)
    add_tab(app, Tab(_l("Files"), "folders.show_top", order=40))
    holder_seen.answer(app, attaching.sees)
    places_of.answer(app, attaching.places)
    hidden_among.answer(app, queries.hidden_among)
    outbox.every(app, EVERY, sweep_deleted)
