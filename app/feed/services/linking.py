"""Link previews: what a post's first link leads to, asked for by the worker, kept, and taken away by the author."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import release_session, session
from app.core.errors import demand
from app.core.events import command, record
from app.core.fetching import Client
from app.feed import policy
from app.feed.events import PostEdited, PostPublished, PostRedrawn
from app.feed.models import LinkPreview, Post
from app.feed.parts import show_part
from app.feed.services.locking import lock, lock_seen
from app.feed.webpages import Introduction, fetch_introduction

PART = "link"
LONGEST_URL = 2_000
_OUTWARD = re.compile(r'<a href="(https?://[^"]+)" rel="nofollow')


def preview_link(fact: PostPublished | PostEdited) -> None:
    """Ask the page behind a post's first link who it is; repeating asks again only when the link is another one."""
    post = session.get(Post, fact.post_id, populate_existing=True)
    if post is None or post.deleted_at is not None:
        return
    url, kept = first_link(post.html), session.get(LinkPreview, fact.post_id)
    if url == (kept.url if kept else None):
        return
    client: Client = current_app.extensions["parvis.http"]
    release_session()  # no transaction is open while another host thinks
    _keep(fact.post_id, url, fetch_introduction(client, url) if url else None)


def first_link(html: str) -> str | None:
    """The first address of another house in a rendered text."""
    own = urlsplit(current_app.extensions["parvis.settings"].base_url).netloc
    for found in _OUTWARD.finditer(html):
        url = unescape(found[1])
        if len(url) <= LONGEST_URL and urlsplit(url).netloc != own:
            return url
    return None


@command
def _keep(post_id: UUID, url: str | None, found: Introduction | None) -> None:
    post = session.get_one(Post, post_id)
    lock(post)
    if url != first_link(post.html):  # it was edited meanwhile: the next fact asks anew
        return
    kept = session.get(LinkPreview, post.id)
    if kept is not None:
        session.delete(kept)
        session.flush()
    if url is not None:
        session.add(_row(post.id, url, found))
    _show(post, found)


def _row(post_id: UUID, url: str, found: Introduction | None) -> LinkPreview:
    if found is None:
        return LinkPreview(post_id=post_id, url=url)
    return LinkPreview(
        post_id=post_id, url=url, title=found.title, text=found.text, site=found.site, picture=found.picture
    )


def _show(post: Post, found: Introduction | None) -> None:
    if show_part(post, PART, _card(post.id, found) if found else None):
        record(PostRedrawn(post.id))


def _card(post_id: UUID, found: Introduction) -> dict[str, str | None]:
    picture_url = f"/posts/{post_id}/link/picture" if found.picture else None
    return {"url": found.url, "title": found.title, "text": found.text, "site": found.site, "picture_url": picture_url}


@command
def remove_preview(post: Post, *, actor: Person) -> None:
    """Show no longer what the link leads to; the link itself stays. Repeating changes nothing. Authors only."""
    lock_seen(post, actor=actor)
    demand(policy.can_edit(actor, post))
    kept = session.get(LinkPreview, post.id)
    if kept is not None and kept.removed_at is None:
        kept.removed_at, kept.picture = clock.now(), None
        _show(post, None)


def pictures_in_use(keys: Collection[str]) -> set[str]:
    """Which of these kept contents are pictures of links."""
    return {key for key in session.scalars(select(LinkPreview.picture).where(LinkPreview.picture.in_(keys))) if key}
