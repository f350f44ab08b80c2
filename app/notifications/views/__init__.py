"""Notifications as pages."""

from app.notifications.views import muting, reading, settings
from app.notifications.views.blueprint import notifications

__all__ = ["muting", "notifications", "reading", "settings"]
