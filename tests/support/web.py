"""A house on the web whose pages introduce themselves, for tests of what links lead to."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import UUID

import pytest
from flask import Flask

from app.core.db import session
from app.core.events import command
from app.core.fetching import Client
from app.core.storage import storage
from app.links.services import preview_link
from app.links.shelves import Shelf
from tests.support.pictures import drawn

PAGE = """<html><head><meta charset="utf-8"><title>Plain</title>
<meta property="og:title" content="The new &lt;b&gt;crane&lt;/b&gt;">
<meta property="og:site_name" content="bank.example">
<meta name="description" content="It lifts twelve tons."><meta property="og:image" content="/crane.png">
</head><body>and more"""


class Pages(ThreadingHTTPServer):
    """A house on the web with a page that introduces itself, and other things; counts what it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]  # the server above
        kind, body = {
            "/page": ("text/html; charset=utf-8", PAGE.encode()),
            "/odd": ("text/html; charset=nonsense", b"<title>Odd one</title>"),
            "/strict": ("text/html; charset=idna", b"<title>Odd\xff one</title>"),
            "/halves": ("text/html; charset=unicode_escape", rb"<title>Odd one\ud800</title>"),
            "/nowhere": ("text/html", b'<title>Odd one</title><meta property="og:image" content="http://[x">'),
            "/mute": ("text/html", b"<p>nothing to say"),
            "/bomb": ("text/html", b"<title>x</title>" + b"y" * 4_000_000),
            "/crane.png": ("image/png", drawn().read()),
        }.get(self.path, ("text/plain", b"plain"))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_values: object) -> None: ...


@pytest.fixture
def pages() -> Iterator[Pages]:
    """The server alone: a house has to be told that it may be asked."""
    with Pages() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def web(app: Flask, pages: Pages) -> Pages:
    """The server, which the house may ask though it is on our own machine."""
    reach(app, pages)
    return pages


def reach(house: Flask, pages: Pages) -> None:
    """Let a house ask these pages."""
    house.extensions["parvis.http"] = Client(frozenset({pages.url.removeprefix("http://")}))


def introduce(shelf: Shelf, text_id: UUID, link: str, words: str) -> None:
    """What the page behind a text's link has said of itself, so that nobody asks it any more."""
    _keep_words(shelf, text_id, link, words)
    preview_link(shelf, text_id)


@command
def _keep_words(shelf: Shelf, text_id: UUID, link: str, words: str) -> None:
    picture = storage().put(drawn(), 10**6).key
    said = {shelf.key.key: text_id, "url": link, "title": words, "text": words, "site": words, "picture": picture}
    session.add(shelf.rows(**said))
