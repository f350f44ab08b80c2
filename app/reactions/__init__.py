"""Reactions: the words that people may say to posts, comments and messages, chosen by the administration."""

from __future__ import annotations

from flask import Flask

from app.core import api as interface
from app.core.events import on_live
from app.reactions import queries, views
from app.reactions.api import api as operations
from app.reactions.events import ReactionWordsChanged


def register(app: Flask) -> None:
    """Bring the words of reactions into the house."""
    app.register_blueprint(views.reactions)
    interface.register(app, operations)
    on_live(app, ReactionWordsChanged, queries.forget_words)
