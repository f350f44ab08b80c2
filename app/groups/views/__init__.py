"""Groups as pages, by what they are about."""

from app.groups.views import corner, founding, members, settings, showing, ways_in
from app.groups.views.blueprint import groups

__all__ = ["corner", "founding", "groups", "members", "settings", "showing", "ways_in"]
