"""Where messages may be sent, and to whom."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.accounts.signin import SESSION_LASTS
from app.core import clock
from app.delivery.push.models import Browser

LONGEST = 1000


def may_be_endpoint(address: str, allowed_private: frozenset[str]) -> bool:
    """Whether an address may be a push service's: of the web over TLS, or a private host that the house allows.

    Where it leads is asked each time something is sent (see `app.core.fetching`).
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or len(address) > LONGEST or parts.username or not address.isascii() or not address.isprintable():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and f"{host}:{port}" in allowed_private)


def may_be_told(browser: Browser) -> bool:
    """Whether its person may enter and is still signed in with it."""
    return browser.person.may_enter and browser.session.created_at > clock.now() - SESSION_LASTS
