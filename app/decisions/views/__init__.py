"""Decisions as pages."""

from app.decisions.views import ballots, board, committees, proposals, register
from app.decisions.views.blueprint import decisions

__all__ = ["ballots", "board", "committees", "decisions", "proposals", "register"]
