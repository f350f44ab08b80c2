"""Channels as connectors: which kinds there are, what their config must hold, and opening it for use."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.fetching import Client
from app.core.sealing import unseal
from app.core.storage import storage
from app.outreach.connectors import Connector
from app.outreach.connectors.feeds import Feeds
from app.outreach.connectors.mastodon import Mastodon
from app.outreach.models import Channel, Kind

CONNECTORS: dict[Kind, type[Feeds] | type[Mastodon]] = {Kind.ATOM: Feeds, Kind.MASTODON: Mastodon}
LONGEST_VALUE = 2000


def read_kind(value: str) -> Kind:
    """The kind with this name. Raises Invalid for one that is not built."""
    try:
        return Kind(value)
    except ValueError:
        raise Invalid(kind=_("This version publishes to the Atom and JSON feeds and to Mastodon only.")) from None


def checked_config(kind: Kind, config: dict[str, Any]) -> dict[str, str]:
    """The config that a kind of channel needs, and nothing else. Raises Invalid."""
    if kind is Kind.ATOM:
        if config:
            raise Invalid(config=_("The feeds need no settings."))
        return {}
    url, token = str(config.get("instance_url") or "").strip(), str(config.get("access_token") or "").strip()
    if set(config) - {"instance_url", "access_token"}:
        raise Invalid(config=_("Only the instance’s address and the access token are known here."))
    if not _is_root(url):
        raise Invalid(**{"config.instance_url": _("The address of the instance, such as https://social.example.")})
    if not token or len(token) > LONGEST_VALUE or not token.isascii() or not token.isprintable():
        raise Invalid(**{"config.access_token": _("The access token of the account.")})
    return {"instance_url": url.rstrip("/"), "access_token": token}


def _is_root(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_usable and not (parts.username or parts.query or parts.fragment) and len(url) <= LONGEST_VALUE


def connect(channel: Channel) -> Connector:
    """The connector of a channel, ready to be asked. Raises Unsealable."""
    if channel.kind == Kind.ATOM:
        return Feeds()
    client: Client = current_app.extensions["parvis.http"]
    config = unseal(channel.sealed_config)
    return Mastodon(client, config["instance_url"], config["access_token"], channel.limits, content_of=_content_of)


def _content_of(key: str) -> bytes:
    with storage().open(key) as file:
        return file.read()


def shown_config(channel: Channel) -> dict[str, Any]:
    """The config without its secrets."""
    hidden = CONNECTORS[Kind(channel.kind)].secrets
    return {name: value for name, value in unseal(channel.sealed_config).items() if name not in hidden}
