"""Home, the posts of a group, and the page to write a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core import clock
from app.core.errors import Forbidden, Invalid, NotFound, ParvisError
from app.core.http import is_fragment_request
from app.core.ids import parse_id
from app.core.moments import typed_moment
from app.core.paging import Page
from app.core.times import time_in_words
from app.feed import beginning, composing, forms, queries, services, tops
from app.feed.forms import SentPost
from app.feed.home import show_home, show_missed, show_some, way_on
from app.feed.kinds import chosen_parts, kinds_for
from app.feed.models import Post, ScheduledPost
from app.feed.queries import Scope
from app.feed.rendering import render_posts
from app.feed.services.texts import demand_second_thought
from app.feed.views.blueprint import feed
from app.files.services import REFUSALS
from app.groups.models import Group
from app.groups.queries import get_group

YEAR = 365 * 24 * 60 * 60


@feed.get("/")
def home() -> ResponseReturnValue:
    """Home: the newest of one's places, of one kind where `only` names it; or what one may have missed."""
    viewer, scope, only = current_person(), forms.read_scope(), forms.read_only()
    if request.args.get("order") == "missed":
        return show_missed(viewer)
    cursor = request.args.get("cursor")
    if only:
        page = queries.list_only(viewer, only, cursor=cursor)
    else:
        page = tops.with_waiting(queries.list_feed(viewer, scope=scope, cursor=cursor), viewer)
    shown = {"only": only.value} if only else {"scope": scope.value}
    return show_some(page, **shown) if is_fragment_request() else show_home(viewer, page, shown)


@feed.get("/posts/new")
def write_post() -> str:
    """The composer as a page of its own, for the place and the kind of post that the address names."""
    place, wanted = request.args.get("group", ""), request.args.get("kind", "")
    viewer = current_person()
    offered = kinds_for(viewer)
    kind = wanted if wanted in {kind.name for kind in offered} else ""
    composer = composing.compose(viewer, chosen=place, kind=kind, is_open=True)
    return render_template("feed/new.html", composer=composer, kinds=offered)


@feed.get("/posts")
def go_home() -> ResponseReturnValue:
    """Lead home whoever comes back to the address at which a refused post was shown."""
    current_person()
    return redirect("/", 302)


@feed.post("/posts")
def create_post() -> ResponseReturnValue:
    """Say something to a group, or to the whole house; a refusal keeps the text."""
    actor, sent = current_person(), forms.read_post()
    try:
        said = _publish(sent, actor)
    except (Invalid, Forbidden, NotFound, *REFUSALS) as error:
        return _refused(actor, sent, error), error.status
    if isinstance(said, ScheduledPost):
        return _tell_scheduled(said)
    if is_fragment_request():
        return show_some(Page(queries.list_posts([said.id], viewer=actor))), 201
    return redirect(f"/#post-{said.id}", 303)


@feed.get("/groups/<uuid:group_id>/posts")
def group_posts(group_id: UUID) -> str:
    """A group's posts from some place on."""
    viewer = current_person()
    group = queries.get_readable_group(group_id, viewer=viewer)
    listed = queries.list_group_posts(group, viewer=viewer, cursor=request.args.get("cursor"))
    page = tops.with_standing(listed, group, viewer)
    if is_fragment_request():
        return show_some(page)
    return render_template("feed/group.html", group=group, posts=render_posts(page.items), next=way_on(page))


@feed.post("/first-steps/dismissal")
def dismiss_first_steps() -> ResponseReturnValue:
    """Show the first steps no more in this browser."""
    response = make_response(redirect("/", 303))
    response.set_cookie(beginning.DISMISSED, "1", max_age=YEAR, httponly=True, samesite="Lax")
    return response


def show_group_posts(group: Group, viewer: Person) -> Markup:
    """The newest posts of a group that the viewer may read, as a part of its page."""
    page = tops.with_standing(queries.list_group_posts(group, viewer=viewer), group, viewer)
    address = f"/groups/{group.id}/posts"
    shown = render_template(
        "feed/_group_posts.html", group=group, posts=render_posts(page.items), next=way_on(page, address)
    )
    return Markup(shown)  # noqa: S704 (it comes from our own templates)


def _publish(sent: SentPost, actor: Person) -> Post | ScheduledPost:
    """Now, or at the moment that was typed."""
    demand_second_thought(sent.body, is_thought_over=sent.is_thought_over)
    at = typed_moment(sent.fields, "scheduled_at")
    wish: dict[str, Any] = {
        "body": sent.body,
        "title": sent.title,
        "group": get_group(parse_id(sent.group_id), viewer=actor) if sent.group_id else None,
        "file_ids": sent.files.keep(actor=actor) or (),
        "parts": chosen_parts(sent),
        "actor": actor,
    }
    return services.schedule_post(**wish, scheduled_at=at) if at else services.publish_post(**wish)


def _tell_scheduled(scheduled: ScheduledPost) -> ResponseReturnValue:
    told = _("It will be published %(moment)s.", moment=time_in_words(scheduled.scheduled_at or clock.now()))
    if is_fragment_request():
        return told, 202
    flash(told)
    return redirect("/posts/scheduled", 303)


def _refused(actor: Person, sent: SentPost, error: ParvisError) -> str:
    composer = composing.compose_again(actor, sent, error)
    if is_fragment_request():
        return render_template("feed/_composer.html", composer=composer, kinds=kinds_for(actor))
    page = tops.with_waiting(queries.list_feed(actor), actor)
    return show_home(actor, page, {"scope": Scope.MINE.value}, composer)
