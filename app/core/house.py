"""The house's own address, as people and other hosts reach it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app


def base_url() -> str:
    """The address people use, without a slash at its end."""
    base: str = current_app.extensions["parvis.settings"].base_url
    return base


def absolute(path: str) -> str:
    """A path of ours as a link that can be followed from anywhere."""
    return base_url() + path


def is_own(url: str) -> bool:
    """Whether an address leads to this house's host, by whatever scheme and port it is written."""
    return _host(url) == _host(base_url())


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")
