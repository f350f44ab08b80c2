"""Notifications as pages."""

from app.notifications.views import reading, settings
from app.notifications.views.blueprint import notifications

__all__ = ["notifications", "reading", "settings"]
