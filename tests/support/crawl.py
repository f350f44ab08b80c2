"""A crawler: everything a person can come to by following what pages and answers name, as text by address."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from werkzeug.test import TestResponse

from app.core.api import ROOT
from app.core.openapi import document
from tests.support.client import Client

BEGINNINGS = ("/", "/sign-in", "/forgotten", "/api/docs", "/public/feed.atom", "/public/feed.json")
HOST = "http://localhost"
A_PAGE = 3  # so small that the lists of a small world have several
OF_ONE_KIND = 4
MOST = 900
NOUNS = {"feed": "posts", "library": "items", "queue": "cases"}
"""Collections whose items are called otherwise in the addresses of the single ones."""
ATTRIBUTES = ("href", "src", "hx-get")
CHANGING = re.compile(r"\b(?:csrf[-_]token|client_id)\b.*", re.IGNORECASE)


class _Names(HTMLParser):
    """The addresses that a page names."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base
        self.found: list[str] = []

        self._in_templates = 0  # whose addresses scripts fill in

    def handle_endtag(self, tag: str) -> None:
        self._in_templates -= tag == "template"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in_templates += tag == "template"
        values = dict(attributes)
        if self._in_templates or "data-act" in values:  # a script completes what it is about
            return
        for name in ATTRIBUTES:
            if address := values.get(name):
                self.found.append(urljoin(self._base, address))
        if tag == "form" and (values.get("method") or "get").lower() == "get":
            self.found.append(urljoin(self._base, values.get("action") or ""))


def crawl(client: Client, *searched: str, of_one_kind: int = OF_ONE_KIND) -> dict[str, str]:
    """The texts of pages and answers by their addresses, so many of each kind of page.

    `searched` is looked for wherever one can search.
    """
    waiting = deque([*BEGINNINGS, *_lists(client), *_searches(searched)])
    texts: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if address in texts or kinds[kind] == of_one_kind or address.startswith(("/static/", "/socket.io")):
            continue
        kinds[kind] += 1
        response = client.get(address)
        assert response.status_code < 500, f"{address}: {response.status_code}"
        texts[address] = _text(response)
        assert len(texts) <= MOST, f"no end of pages, the last ones {list(texts)[-5:]}"
        waiting.extend(_named_by(client, address, response))
    return texts


def _kind(address: str) -> str:
    """What pages have in common that are about different things, in words of people or numbers of rows."""
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return re.sub(r"[0-9a-f-]{36}|\d+", "…", parts.path) + " ".join(names)


def _text(response: TestResponse) -> str:
    """Status, where it leads, and what it says, without what is different each time."""
    said = response.get_data().decode(errors="replace")
    lines = (CHANGING.sub("…", line) for line in said.splitlines())
    return "\n".join([response.status, response.headers.get("Location", ""), *lines])


def _lists(client: Client) -> Iterator[str]:
    """The operations of the interface that give something without naming it."""
    with client.application.app_context():
        paths = document()["paths"]
    yield f"{ROOT}/openapi.json"
    for path, operations in paths.items():
        if "get" in operations and "{" not in path:
            yield _with_limit(path)


def _searches(words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        asked = urlencode({"q": word})
        for place in ("/search", "/search/palette", "/mentions", f"{ROOT}/search", f"{ROOT}/search/suggest"):
            yield f"{place}?{asked}"
        for place in ("/people", "/groups", "/accounts", f"{ROOT}/people", f"{ROOT}/groups"):
            yield f"{place}?{asked}"


def _named_by(client: Client, address: str, response: TestResponse) -> Iterator[str]:
    if response.is_json:
        yield from _named_by_answer(client, address, response.get_json())
    elif response.mimetype == "text/html":
        names = _Names(HOST + address)
        names.feed(response.get_data(as_text=True))
        yield from filter(None, map(_own, names.found))
    if leads_to := response.headers.get("Location"):
        yield from filter(None, [_own(urljoin(HOST + address, leads_to))])


def _own(address: str) -> str | None:
    """An address of this house, without its fragment."""
    parts = urlsplit(urldefrag(address).url)
    if f"{parts.scheme}://{parts.netloc}" != HOST:
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _named_by_answer(client: Client, address: str, answer: object) -> Iterator[str]:
    """The next page, the addresses that items carry, and the single things under the list's own address."""
    yield from re.findall(r'"\w*url": "(/[^"]*)"', json.dumps(answer))
    if not isinstance(answer, dict) or "items" not in answer:
        return
    parts = urlsplit(address)
    if answer.get("next"):
        yield f"{parts.path}?{urlencode(dict(parse_qsl(parts.query)) | {'cursor': answer['next']})}"
    noun = parts.path.rpartition("/")[2]
    for item in answer["items"]:
        identifier = item.get("id") or item.get("case_id") if isinstance(item, dict) else None
        if identifier:
            yield from _things(client, NOUNS.get(noun, noun), str(identifier))


def _things(client: Client, noun: str, identifier: str) -> Iterator[str]:
    """What the interface gives of one thing."""
    with client.application.app_context():
        paths = document()["paths"]
    for path, operations in paths.items():
        about = re.fullmatch(rf"(.*/{noun}/)\{{\w+\}}(/[\w-]+)?", path)
        if about and "get" in operations:
            yield _with_limit(f"{about[1]}{identifier}{about[2] or ''}")


def _with_limit(path: str) -> str:
    return f"{path}?limit={A_PAGE}"
