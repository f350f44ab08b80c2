"""The pages that are measured: what is asked of Parvis, and the same bytes cut into fragments for the bare routes."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import urllib3
from flask import Flask
from sqlalchemy import func, select

from app.core.db import session
from app.core.paging import encode
from app.feed.models import Post
from app.groups.models import Access, Group, Membership
from bench.instances import Viewer, reading
from bench.load import Ask
from bench.servers import Server

KINDS = ("home", "group", "thread")
PIECES = {
    "home": re.compile(r'<article class="slab post.*?</article>\s*', re.DOTALL),
    "thread": re.compile(r'<article class="comment.*?</article>\s*', re.DOTALL),
}
PIECES["group"] = PIECES["home"]
IDENTIFIER = re.compile(r'id="(?:post|comment)-([0-9a-f-]{36})"')

FEWEST_COMMENTS, MOST_COMMENTS = 8, 20
THREADS = 100
BARE_PAGES = 40


def asks(app: Flask, viewers: Sequence[Viewer]) -> dict[str, list[Ask]]:
    """Every viewer's home, one of their groups, and a conversation."""
    with reading(app):
        open_groups = select(Group.id).where(Group.access == Access.OPEN).scalar_subquery()
        threads = select(Post.id).where(
            Post.group_id.in_(open_groups), Post.comment_count.between(FEWEST_COMMENTS, MOST_COMMENTS)
        )
        found = cycle(session.scalars(threads.order_by(Post.published_at.desc()).limit(THREADS)).all())
        slugs = {viewer.id: _a_group_of(viewer) for viewer in viewers}
        return {
            "home": [Ask("/", viewer.headers) for viewer in viewers],
            "group": [Ask(f"/groups/{slugs[viewer.id]}", viewer.headers) for viewer in viewers],
            "thread": [Ask(f"/posts/{next(found)}", viewer.headers) for viewer in viewers],
        }


def _a_group_of(viewer: Viewer) -> str:
    own = select(Group.slug).join(Membership).where(Membership.person_id == viewer.id, Group.deleted_at.is_(None))
    return session.scalars(own.order_by(Group.name).limit(1)).one()


def never_seen(app: Flask, viewers: Sequence[Viewer], count: int) -> Iterator[Ask]:
    """Pages of the feed at places that nobody has read: their fragments are in no cache. Each is asked for once."""
    with reading(app):
        posts = session.scalar(select(func.count()).select_from(Post)) or 0
        step = max(posts // count, 20)
        numbered = select(Post.id, Post.published_at, func.row_number().over(order_by=Post.published_at).label("n"))
        places = numbered.subquery()
        chosen = select(places.c.id, places.c.published_at).where(places.c.n % step == 0)
        cursors = [encode(row, (Post.published_at, Post.id)) for row in session.execute(chosen)]
    random.Random(1).shuffle(cursors)  # noqa: S311 (an order, no secret)
    people = cycle(viewers)
    return (Ask(f"/?scope=all&cursor={cursor}", next(people).headers) for cursor in cursors)


def cut(server: Server, asked: dict[str, list[Ask]], path: Path) -> dict[str, list[Ask]]:
    """Ask for some of the pages, write them in pieces to a file for `bench.limits`; gives who asks for each."""
    pages: dict[str, list[dict[str, Any]]] = {}
    with urllib3.PoolManager(retries=False) as pool:
        for kind, wanted in asked.items():
            answers = (
                pool.request("GET", server.url + ask.path, headers=dict(ask.headers)) for ask in wanted[:BARE_PAGES]
            )
            pages[kind] = [in_pieces(kind, answer.data.decode()) for answer in answers]
    path.write_text(json.dumps(pages), encoding="utf-8")
    return {kind: wanted[:BARE_PAGES] for kind, wanted in asked.items()}


def in_pieces(kind: str, whole: str) -> dict[str, Any]:
    """A page as what stands before its posts or comments, these, and what stands behind them."""
    found = list(PIECES[kind].finditer(whole))
    pieces = {match[1]: piece.group() for piece in found if (match := IDENTIFIER.search(piece.group()))}
    ids = re.findall(r'<article class="slab post[^>]*id="post-([0-9a-f-]{36})"', whole)
    return {
        "whole": whole,
        "head": whole[: found[0].start()],
        "tail": whole[found[-1].end() :],
        "pieces": pieces,
        "ids": [each.replace("-", "") for each in ids],
    }


def bare(kind: str, how: str, wanted: Sequence[Ask]) -> list[Ask]:
    """The same, asked of the bare routes."""
    return [Ask(f"/{how}/{kind}/{number}", ask.headers) for number, ask in enumerate(wanted)]
