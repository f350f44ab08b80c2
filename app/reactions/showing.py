"""Who reacted, as a page and as the dialog that opens over any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import render_template, request

from app.core.http import is_fragment_request
from app.core.paging import Page
from app.reactions.queries import Reacted, get_words

SHOWN = 30

List = Callable[..., Page[Reacted]]


def show_reacted(list_reacted: List, *, counts: Mapping[str, int], back: str) -> str:
    """The page of one thing's reactions by word: `counts` says how many said which, `back` is the thing's address."""
    name, cursor = request.args.get("name") or None, request.args.get("cursor")
    template = "reactions/_who_dialog.html" if is_fragment_request() else "reactions/who.html"
    return render_template(
        template,
        page=list_reacted(name=name, limit=SHOWN, cursor=cursor),
        said=[word for word in get_words().all if counts.get(word.name)],
        words={word.name: word for word in get_words().all},
        counts=counts,
        name=name,
        url=request.path,
        back=back,
    )
