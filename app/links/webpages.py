"""Pages on the web, as they introduce themselves to whoever links to them: title, description, picture."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

from app.core.errors import ParvisError
from app.core.fetching import Client, FetchError, Response
from app.core.folding import one_line
from app.core.pictures import make_pictures
from app.core.richtext import shortened
from app.core.storage import storage, write_down

PATIENCE = 8.0  # seconds for each request
MOST_BYTES = 3_000_000
MOST_READ = 200_000  # what a page says of itself stands at its beginning
MOST_PICTURE = 5_000_000
LONGEST_TITLE, LONGEST_TEXT, LONGEST_SITE = 200, 300, 100
NAMED = {"og:title", "og:description", "og:image", "twitter:title", "twitter:description"}
NAMED |= {"twitter:image", "description"}


@dataclass(frozen=True)
class Introduction:
    """What a page says of itself; `picture` is the key of what we made of its picture."""

    url: str
    title: str
    text: str
    site: str
    picture: str | None


def fetch_introduction(client: Client, url: str) -> Introduction | None:
    """Ask a page who it is; None where it does not answer, is no page of HTML or says no title.

    The request goes out by the house's own client: never into private networks, bounded in time and bytes.
    """
    try:
        answer = client.request("GET", url, headers={"Accept": "text/html"}, timeout=PATIENCE, max_bytes=MOST_BYTES)
    except FetchError:
        return None
    if not answer.ok or not answer.headers.get("content-type", "").lower().startswith("text/html"):
        return None
    said = _read(answer)
    title = said.get("og:title") or said.get("twitter:title") or said.get("title") or ""
    if not title:
        return None
    text = said.get("og:description") or said.get("twitter:description") or said.get("description") or ""
    site = (urlsplit(url).hostname or "").removeprefix("www.")  # where the link leads: no page says that it is another
    image = said.get("og:image") or said.get("twitter:image")
    picture = _fetch_picture(client, answer.url, image) if image else None
    return Introduction(
        url, shortened(title, LONGEST_TITLE), shortened(text, LONGEST_TEXT), shortened(site, LONGEST_SITE), picture
    )


def _fetch_picture(client: Client, page: str, named: str) -> str | None:
    """The key of a picture made anew from a stranger's; None where it cannot be had."""
    try:
        url = urljoin(page, named)
        answer = client.request("GET", url, headers={"Accept": "image/*"}, timeout=PATIENCE, max_bytes=MOST_PICTURE)
        if not answer.ok:
            return None
        with TemporaryDirectory() as folder:
            sent = Path(folder) / "sent"
            write_down(io.BytesIO(answer.body), sent, MOST_PICTURE)
            with make_pictures(sent, Path(folder)).variants["thumb"].path.open("rb") as small:
                return storage().put(small, MOST_PICTURE).key
    except (FetchError, ParvisError, ValueError):  # the last of an address that is none
        return None


def _read(answer: Response) -> dict[str, str]:
    charset = answer.headers.get("content-type", "").lower().partition("charset=")[2].strip(" \"';") or "utf-8"
    try:
        page = answer.body[:MOST_READ].decode(charset, errors="replace")
    except (LookupError, UnicodeError):  # no such notation, or one that cannot do without its errors
        page = answer.body[:MOST_READ].decode(errors="replace")
    head = _Head()
    head.feed(page.partition("<body")[0])
    return {name: words for name, said in head.said.items() if (words := one_line(_fit(said)))}


def _fit(said: str) -> str:
    """Without halves of signs, which some notations make and no database keeps."""
    return said.encode(errors="ignore").decode()


class _Head(HTMLParser):
    """Collects what the head of a page says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = (values.get("property") or values.get("name") or "").lower()
        if tag == "meta" and name in NAMED:
            self.said.setdefault(name, values.get("content", ""))
        self._in_title = tag == "title" and "title" not in self.said

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.said["title"] = self.said.get("title", "") + data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"
