"""Home: a greeting, the composer, what waits, and the posts of one's places or what one may have missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request
from markupsafe import Markup

from app.accounts.models import Person
from app.core import clock
from app.core.frame import beside_home
from app.core.paging import Page
from app.core.shells import render_shell
from app.core.waiting import list_waiting
from app.feed import beginning, composing, missed, queries
from app.feed.kinds import kinds_for
from app.feed.queries import Entry
from app.feed.rendering import render_posts, show_listed

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
    posts = show_some(page, reasons=reasons, **shown)
    plain = {
        "greeting": composing.greet(viewer),
        "waiting": tuple(list_waiting(viewer, most=MOST_WAITING)),
        "steps": tuple(beginning.first_steps(viewer)),
        "scope": shown.get("scope", ""),
        "only": shown.get("only", ""),
        "rule": missed.RULE if "order" in shown else (),
        "has_posts": bool(page.items),
        "values": composing.offered_values(),
    }

    def of_viewer() -> dict[str, Any]:
        return {
            "composer": composer or composing.compose(viewer),
            "kinds": kinds_for(viewer),
            "parts_beside": [part for part in beside_home.ask(viewer) if part],
        }

    if composer:
        return render_template("feed/home.html", **plain, **of_viewer(), list_of_posts=posts)
    return render_shell("feed/home.html", viewer, plain, of_viewer, list_of_posts=posts)


def show_some(page: Page[Entry], *, reasons: Sequence[str] = (), **arguments: str) -> Markup:
    """These posts and the way to those that follow; `arguments` are what the address says of the list."""
    return show_listed(render_posts(page.items), next=way_on(page, **arguments), reasons=reasons)


def way_on(page: Page[Entry], address: str | None = None, **arguments: str) -> str | None:
    """The address of the posts that follow a page; None where there are none."""
    if page.next is None:
        return None
    return f"{address or request.path}?{urlencode({**arguments, 'cursor': page.next})}"
