"""Accounts as pages: coming in, one's own settings, and the administration of accounts."""

from __future__ import annotations

from app.accounts.views import arriving, entering, security, settings
from app.accounts.views.administering import administration
from app.accounts.views.blueprint import accounts

__all__ = ["accounts", "administration", "arriving", "entering", "security", "settings"]
