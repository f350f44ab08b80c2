"""Link previews: what a post's first link leads to, asked for by the worker, kept, and taken away by the author."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from html import unescape
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
from app.feed.discretion import may_be_asked, shows_links
from app.feed.events import PostEdited, PostPublished, PostRedrawn, PreviewsSwitched
from app.feed.models import LinkPreview, Post
from app.feed.parts import show_part
from app.feed.services.locking import lock, lock_seen
from app.feed.webpages import Introduction, fetch_introduction

PART = "link"
AT_ONCE = 200
_OUTWARD = re.compile(r'<a href="(https?://[^"]+)" rel="nofollow')


def preview_link(fact: PostPublished | PostEdited) -> None:
    """Ask the page behind a post's first link who it is; repeating asks again only when the link is another one.

    A house that shows no previews asks nobody, be it that the fact has waited since before that was said.
    """
    post = session.get(Post, fact.post_id, populate_existing=True)
    if post is None or post.deleted_at is not None:
        return
    url, kept = first_link(post.html), session.get(LinkPreview, fact.post_id)
    if url != (kept.url if kept else None):
        client: Client = current_app.extensions["parvis.http"]
        is_asked = url is not None and shows_links()
        release_session()  # no transaction is open while another host thinks
        _keep(fact.post_id, url, fetch_introduction(client, url) if url and is_asked else None)
    elif kept is None:
        return
    _show(fact.post_id)


def first_link(html: str) -> str | None:
    """The first address in a rendered text whose page may be asked for a preview."""
    found = (unescape(each[1]) for each in _OUTWARD.finditer(html))
    return next((url for url in found if may_be_asked(url)), None)


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


def _row(post_id: UUID, url: str, found: Introduction | None) -> LinkPreview:
    if found is None:
        return LinkPreview(post_id=post_id, url=url)
    return LinkPreview(
        post_id=post_id, url=url, title=found.title, text=found.text, site=found.site, picture=found.picture
    )


@command
def _show(post_id: UUID) -> None:
    """Let readers see what is kept; a transaction after the one that kept it, so that no switching falls between."""
    post = session.get_one(Post, post_id)
    if _put_right(post):
        record(PostRedrawn(post.id))


def _put_right(post: Post) -> bool:
    lock(post)
    kept = session.get(LinkPreview, post.id, populate_existing=True)
    is_shown = kept is not None and kept.title and kept.removed_at is None and shows_links()
    return show_part(post, PART, _card(kept) if kept and is_shown else None)


def _card(kept: LinkPreview) -> dict[str, str | None]:
    picture_url = f"/posts/{kept.post_id}/link/picture" if kept.picture else None
    return {"url": kept.url, "title": kept.title, "text": kept.text, "site": kept.site, "picture_url": picture_url}


def switch_previews() -> None:
    """Let posts follow what the house says of previews now; part of the command that says it."""
    record(PreviewsSwitched())


def follow_switch(_fact: PreviewsSwitched) -> None:
    """Show what is kept of links again, or no longer; resumable, and repeating changes nothing.

    Open pages follow when they are loaded again: a whole house asking for all its posts at once helps nobody.
    """
    last = None
    while post_ids := _next_kept(last):
        _put_all_right(post_ids)
        last = post_ids[-1]


def _next_kept(last: UUID | None) -> Sequence[UUID]:
    kept = select(LinkPreview.post_id).where(LinkPreview.title != "", LinkPreview.removed_at.is_(None))
    after = kept if last is None else kept.where(LinkPreview.post_id > last)
    return session.scalars(after.order_by(LinkPreview.post_id).limit(AT_ONCE)).all()


@command
def _put_all_right(post_ids: Sequence[UUID]) -> None:
    for post_id in post_ids:
        post = session.get(Post, post_id)
        if post is not None:
            _put_right(post)


@command
def remove_preview(post: Post, *, actor: Person) -> None:
    """Show no longer what the link leads to; the link itself stays. Repeating changes nothing. Authors only."""
    lock_seen(post, actor=actor)
    demand(policy.can_edit(actor, post))
    kept = session.get(LinkPreview, post.id)
    if kept is not None and kept.removed_at is None:
        kept.removed_at, kept.picture = clock.now(), None
        if show_part(post, PART, None):
            record(PostRedrawn(post.id))


def pictures_in_use(keys: Collection[str]) -> set[str]:
    """Which of these kept contents are pictures of links."""
    return {key for key in session.scalars(select(LinkPreview.picture).where(LinkPreview.picture.in_(keys))) if key}
