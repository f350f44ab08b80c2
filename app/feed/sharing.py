"""What a share carries, filled in for each reader: fragments hold its place alone, for they are the same for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from flask import current_app
from markupsafe import Markup

from app.accounts.signin import current_person
from app.core.fragments import kept, render_each
from app.feed import queries
from app.feed.items import read_labels

MARK = "<!--shared:"
PLACE = re.compile(MARK + "([0-9a-f-]{36})-->")
"""Where `feed/kinds/_shared_post.html` lets a card stand; no text of people's has comments in it."""

CardKey = tuple[UUID, int, int, int | None]
_CARD, _GONE = "feed/_shared.html", "feed/_shared_gone.html"


def with_cards(fragments: list[Markup]) -> list[Markup]:
    """Fragments with the posts that are shared in them, as far as the reader may read those now.

    Nothing is asked where nothing is shared; else one statement more, whatever the number.
    """
    wanted = {UUID(found) for fragment in fragments if MARK in fragment for found in PLACE.findall(fragment)}
    if not wanted:
        return fragments
    entries = queries.list_posts(list(wanted), viewer=current_person())
    keys = [(entry.id, entry.version, entry.author_version, entry.group_version) for entry in entries]
    cards = dict(zip((entry.id for entry in entries), render_each("shared", keys, _render_missing), strict=True))
    return [_filled(fragment, cards) if MARK in fragment else fragment for fragment in fragments]


def _filled(fragment: str, cards: Mapping[UUID, Markup]) -> Markup:
    place: Callable[[re.Match[str]], str] = lambda found: cards.get(UUID(found[1])) or kept(_GONE)  # noqa: E731
    return Markup(PLACE.sub(place, fragment))  # noqa: S704 (it comes from our own templates)


def _render_missing(keys: list[CardKey]) -> dict[CardKey, str]:
    ids = [key[0] for key in keys]
    contents, labels = queries.read_contents(ids), read_labels(ids)
    card, gone = (current_app.jinja_env.get_template(name) for name in (_CARD, _GONE))
    return {
        key: gone.render()
        if (content := contents.get(key[0])) is None or content.hidden_at
        else card.render(post=content, author=queries.author_of(content), labels=labels.get(key[0], []))
        for key in keys
    }
