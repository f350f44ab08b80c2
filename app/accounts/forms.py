"""What the pages of accounts are sent, and where they may lead."""

from __future__ import annotations

from urllib.parse import urlsplit

HOME = "/"


def same_site(address: str | None) -> str:
    """An address to go on to, if it lies in this house; else the home page."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return HOME
    parts = urlsplit(address)
    return HOME if parts.scheme or parts.netloc else address
