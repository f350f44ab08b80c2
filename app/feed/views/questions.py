"""Questions: those of a group, and the comment that is accepted as the answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.forms import same_site
from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.errors import demand
from app.core.http import is_fragment_request
from app.core.ids import parse_id
from app.core.paging import Page
from app.feed import queries, services
from app.feed.queries import Entry
from app.feed.rendering import render_posts
from app.feed.views.blueprint import feed
from app.groups.models import Group
from app.groups.pages import find_group, show_page
from app.groups.policy import can_read
from app.groups.tabs import Count

EVERY = "all"


def count_unanswered(group: Group, _viewer: Person) -> Count | None:
    """How many questions of the group wait, for the tab."""
    number = queries.count_waiting(group)
    words = ngettext("%(num)d without an answer", "%(num)d without an answer", number)
    return Count(number, words) if number else None


@feed.get("/groups/<slug>/questions")
def group_questions(slug: str) -> str:
    """The questions of a group: those that wait for an answer, or all of them."""
    group, viewer = find_group(slug), current_person()
    demand(can_read(viewer, group))
    shows_every = request.args.get("state") == EVERY
    cursor = request.args.get("cursor")
    page = queries.list_group_questions(group, waits=not shows_every, viewer=viewer, cursor=cursor)
    shown: dict[str, Any] = {"posts": render_posts(page.items), "next": _more(page, shows_every)}
    if is_fragment_request():
        return render_template("feed/_page.html", **shown)
    return show_page("feed/questions.html", group, shows_every=shows_every, **shown)


@feed.post("/posts/<uuid:post_id>/answer")
def accept_answer(post_id: UUID) -> ResponseReturnValue:
    """Let a comment be the answer."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    comment = queries.get_comment(parse_id(request.form.get("comment_id")), viewer=actor)
    services.accept_answer(post, comment, actor=actor)
    flash(_("The answer is shown with the question."), f"/posts/{post_id}/answer/withdrawal")
    return redirect(f"{same_site(request.form.get('next'))}#comment-{comment.id}", 303)


@feed.post("/posts/<uuid:post_id>/answer/withdrawal")
def take_back_answer(post_id: UUID) -> ResponseReturnValue:
    """Let the question wait again."""
    actor = current_person()
    services.take_back_answer(queries.get_post(post_id, viewer=actor), actor=actor)
    return redirect(f"/posts/{post_id}#comments", 303)


def _more(page: Page[Entry], shows_every: bool) -> str | None:
    state = {"state": EVERY} if shows_every else {}
    return f"{request.path}?{urlencode({**state, 'cursor': page.next})}" if page.next else None
