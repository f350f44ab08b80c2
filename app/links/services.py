"""Link previews: what a text's first link leads to, asked for by the worker, kept, and taken away by the author."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from html import unescape
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from app.core import clock
from app.core.db import release_session, session
from app.core.events import command, record
from app.core.fetching import Client
from app.links.discretion import may_be_asked, shows_links
from app.links.events import PreviewsSwitched
from app.links.hooks import linked_texts
from app.links.models import KeptLink
from app.links.shelves import Card, Shelf
from app.links.webpages import Introduction, fetch_introduction

AT_ONCE = 200
_OUTWARD = re.compile(r'<a href="(https?://[^"]+)"(?: title="[^"]*")? rel="nofollow')


def links_in(html: str) -> list[str]:
    """The addresses to which a rendered text leads by links that somebody wrote, each once, in their order."""
    return list(dict.fromkeys(unescape(each[1]) for each in _OUTWARD.finditer(html)))


def first_link(html: str) -> str | None:
    """The first address in a rendered text whose page may be asked for a preview."""
    return next((url for url in links_in(html) if may_be_asked(url)), None)


def preview_link(shelf: Shelf[Any], text_id: UUID) -> None:
    """Ask the page behind a text's first link who it is, and show it; patient, and outside of commands.

    Repeating asks again only when the link is another one. A house that shows no previews asks nobody, be it that the
    fact has waited since before that was said.
    """
    text = shelf.find(text_id)
    if text is None:
        return
    url, kept = first_link(text.html), session.get(shelf.rows, text_id)
    if url != (kept.url if kept else None):
        client: Client = current_app.extensions["parvis.http"]
        is_asked = url is not None and shows_links()
        release_session()  # no transaction is open while another host thinks
        _keep(shelf, text_id, url, fetch_introduction(client, url) if url and is_asked else None)
    elif kept is None:
        return
    _show(shelf, text_id)


@command
def _keep(shelf: Shelf[Any], text_id: UUID, url: str | None, found: Introduction | None) -> None:
    text = shelf.hold(text_id)
    if text is None or url != first_link(text.html):  # gone, or edited meanwhile: the next fact asks anew
        return
    kept = session.get(shelf.rows, text_id)
    if kept is not None:
        session.delete(kept)
        session.flush()
    if url is not None:
        session.add(_row(shelf, text_id, url, found))


def _row(shelf: Shelf[Any], text_id: UUID, url: str, found: Introduction | None) -> KeptLink:
    values: dict[str, Any] = {shelf.key.key: text_id, "url": url}
    if found is not None:
        values |= {"title": found.title, "text": found.text, "site": found.site, "picture": found.picture}
    return shelf.rows(**values)


@command
def _show(shelf: Shelf[Any], text_id: UUID) -> None:
    """Let readers see what is kept; a transaction after the one that kept it, so that no switching falls between."""
    text = shelf.hold(text_id)
    if text is not None and _put_right(shelf, text):
        shelf.tell(text)


def _put_right(shelf: Shelf[Any], text: Any) -> bool:
    kept = session.get(shelf.rows, text.id, populate_existing=True)
    is_shown = kept is not None and kept.title and kept.removed_at is None and shows_links()
    return shelf.show(text, _card(shelf, text, kept) if kept and is_shown else None)


def _card(shelf: Shelf[Any], text: Any, kept: KeptLink) -> Card:
    picture_url = shelf.picture_url.format(id=text.id) if kept.picture else None
    return {"url": kept.url, "title": kept.title, "text": kept.text, "site": kept.site, "picture_url": picture_url}


def take_away(shelf: Shelf[Any], text: Any) -> None:
    """Show no longer what the link of a text that is held leads to, for good; part of a command of its room.

    The link itself stays. Repeating changes nothing.
    """
    kept = session.get(shelf.rows, text.id)
    if kept is not None and kept.removed_at is None:
        kept.removed_at, kept.picture = clock.now(), None
        if shelf.show(text, None):
            shelf.tell(text)


def switch_previews() -> None:
    """Let texts follow what the house says of previews now; part of the command that says it."""
    record(PreviewsSwitched())


def follow_switch(_fact: PreviewsSwitched) -> None:
    """Show what is kept of links again, or no longer; resumable, and repeating changes nothing.

    Open pages follow when they are loaded again: a whole house asking for all its posts at once helps nobody.
    """
    for shelf in linked_texts.ask():
        last = None
        while text_ids := _next_kept(shelf, last):
            for text_id in text_ids:
                _follow(shelf, text_id)
            last = text_ids[-1]


def _next_kept(shelf: Shelf[Any], last: UUID | None) -> Sequence[UUID]:
    kept = select(shelf.key).where(shelf.rows.title != "", shelf.rows.removed_at.is_(None))
    after = kept if last is None else kept.where(shelf.key > last)
    return session.scalars(after.order_by(shelf.key).limit(AT_ONCE)).all()


@command
def _follow(shelf: Shelf[Any], text_id: UUID) -> None:
    """One text a transaction: who held several conversations in this order and who holds them in another would wait
    for each other.
    """
    text = shelf.hold(text_id)
    if text is not None:
        _put_right(shelf, text)


def find_picture(shelf: Shelf[Any], text_id: UUID) -> str | None:
    """The key of the picture of the page that a text links to; the caller answers for who may read the text."""
    if not shows_links():
        return None
    return session.scalar(select(shelf.rows.picture).where(shelf.key == text_id))


def pictures_in_use(keys: Collection[str]) -> set[str]:
    """Which of these kept contents are pictures of links."""
    used: set[str] = set()
    for shelf in linked_texts.ask():
        pictures = select(shelf.rows.picture).where(shelf.rows.picture.in_(keys))
        used |= {key for key in session.scalars(pictures) if key}
    return used
