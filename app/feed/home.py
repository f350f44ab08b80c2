"""Home: a greeting, the composer, what waits, and the posts of one's places or what one may have missed."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import render_template, request

from app.accounts.models import Person
from app.core import clock
from app.core.frame import beside_home
from app.core.paging import Page
from app.core.waiting import list_waiting
from app.feed import beginning, composing, missed, queries
from app.feed.kinds import kinds_for
from app.feed.queries import Entry
from app.feed.rendering import render_posts

MOST_WAITING = 5


def show_missed(viewer: Person) -> str:
    """Home with what the viewer may have missed, each with its reason."""
    ranked = list_missed(viewer)
    places = {entry.id: entry for entry in queries.list_posts([one.post_id for one in ranked], viewer=viewer)}
    known = [one for one in ranked if one.post_id in places]
    page = Page([places[one.post_id] for one in known])
    return show_home(viewer, page, {"order": "missed"}, reasons=[one.reason for one in known])


def list_missed(viewer: Person) -> list[missed.Missed]:
    """What the viewer may have missed of the last seven days, by the published rule."""
    return missed.rank(queries.list_candidates(viewer), clock.now())


def show_home(
    viewer: Person,
    page: Page[Entry],
    shown: dict[str, str],
    composer: composing.Composer | None = None,
    *,
    reasons: Sequence[str] = (),
) -> str:
    """Home with these posts; `shown` is what the address says of them, `reasons` stand beside them."""
    return render_template(
        "feed/home.html",
        greeting=composing.greet(viewer),
        composer=composer or composing.compose(viewer),
        kinds=kinds_for(viewer),
        waiting=list_waiting(viewer, most=MOST_WAITING),
        parts_beside=[part for part in beside_home.ask(viewer) if part],
        steps=beginning.first_steps(viewer),
        scope=shown.get("scope", ""),
        only=shown.get("only", ""),
        reasons=reasons,
        rule=missed.RULE if "order" in shown else (),
        posts=render_posts(page.items),
        next=way_on(page, **shown),
    )


def way_on(page: Page[Entry], address: str | None = None, **arguments: str) -> str | None:
    """The address of the posts that follow a page; None where there are none."""
    if page.next is None:
        return None
    return f"{address or request.path}?{urlencode({**arguments, 'cursor': page.next})}"
