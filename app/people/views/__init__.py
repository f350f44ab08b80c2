"""People as pages: the directory, profiles and cards, what one does about others, one's own profile."""

from __future__ import annotations

from app.people.views import directory, editing, profile, relations
from app.people.views.blueprint import people

__all__ = ["directory", "editing", "people", "profile", "relations"]
