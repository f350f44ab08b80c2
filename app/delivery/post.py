"""The post: by which way mail leaves this house, as whom, and when nobody takes any."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, current_app

from app.config import Settings
from app.core import clock
from app.core.mailserver import Security
from app.delivery.envelopes import Envelope, Unreachable
from app.delivery.transports import Folder, Send, Smtp, Transport

REST = timedelta(minutes=1)
"""How long a server that is away is left alone, so that a thousand mails do not wait for it one after the other."""

POST = "parvis.post"


@dataclass
class Post:
    """The way out for mail, of this process."""

    transport: Transport
    sender: str
    rests_until: datetime | None = None

    def send(self, envelope: Envelope) -> None:
        """Hand a mail over. Raises Refused, Deferred or Unreachable; after the last it rests for a while."""
        with self.conversation() as send:
            send(envelope)

    @contextmanager
    def conversation(self) -> Iterator[Send]:
        """Hand several over, one after the other; each as `send` does."""
        with self.transport.conversation() as send:
            yield partial(self._hand_over, send)

    def _hand_over(self, send: Send, envelope: Envelope) -> None:
        try:
            send(envelope)
        except Unreachable:
            self.rests_until = clock.now() + REST
            raise
        self.rests_until = None

    @property
    def rests(self) -> bool:
        """Whether nobody takes any mail just now."""
        return self.rests_until is not None and self.rests_until > clock.now()


def init_app(app: Flask) -> None:
    """Choose the way by the configuration."""
    settings: Settings = app.extensions["parvis.settings"]
    server, name = settings.mail_server, _name_among_servers(settings.base_url)
    transport = Smtp(server, name=name) if server else Folder(settings.outbox_dir)
    app.extensions[POST] = Post(transport, (server and server.sender) or f"parvis@{name}")


def post() -> Post:
    """The post of the current application."""
    found: Post = current_app.extensions[POST]
    return found


def server_words() -> str | None:
    """The mail server as people read it, or None where there is none."""
    server = _settings().mail_server
    if server is None:
        return None
    ways = {Security.NONE: "", Security.STARTTLS: " (STARTTLS)", Security.TLS: " (TLS)"}
    return f"{server.host}:{server.port}{ways[server.security]}"


def folder_without_server() -> Path | None:
    """Where mails lie that leave the house by nobody, or None where a server takes them."""
    settings = _settings()
    return None if settings.mail_server else settings.outbox_dir.resolve()


def _settings() -> Settings:
    settings: Settings = current_app.extensions["parvis.settings"]
    return settings


def _name_among_servers(base_url: str) -> str:
    """The host that people use, as mail servers write it (RFC 5321, 4.1.3 for bare addresses)."""
    host = urlsplit(base_url).hostname or "localhost"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return f"[{host}]" if address.version == 4 else f"[IPv6:{host}]"
