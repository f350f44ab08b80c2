"""Praise: what somebody was thanked for, and the name that they let stand on it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.forms import same_site
from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.http import is_fragment_request
from app.feed import queries, services
from app.feed.home import way_on
from app.feed.rendering import render_posts
from app.feed.views.blueprint import elsewhere, feed
from app.people.queries import get_person_by_handle

MOST_ON_PROFILE = 3


@elsewhere.get("/people/<handle>/praise")
def show_praises(handle: str) -> str:
    """The posts that thank a person, as far as the viewer may read them."""
    viewer = current_person()
    person = get_person_by_handle(handle, viewer=viewer)
    page = queries.list_praises(person, viewer=viewer, cursor=request.args.get("cursor"))
    shown = {"posts": render_posts(page.items), "next": way_on(page)}
    if is_fragment_request():
        return render_template("feed/_page.html", **shown)
    return render_template("feed/praises.html", person=person, **shown)


@feed.post("/posts/<uuid:post_id>/praise/withdrawal")
def take_name_off(post_id: UUID) -> ResponseReturnValue:
    """Let one's own name stand no longer on the post."""
    actor = current_person()
    services.take_name_off(queries.get_post(post_id, viewer=actor), actor=actor)
    flash(_("Your name is taken off."), f"/posts/{post_id}/praise/return")
    return redirect(f"{same_site(request.form.get('next'))}#post-{post_id}", 303)


@feed.post("/posts/<uuid:post_id>/praise/return")
def put_name_back(post_id: UUID) -> ResponseReturnValue:
    """Let it stand there again."""
    actor = current_person()
    services.put_name_back(queries.get_post(post_id, viewer=actor), actor=actor)
    return redirect(f"/posts/{post_id}", 303)


def show_last_praises(viewer: Person, person: Person) -> Markup:
    """The last thanks that a person got and the viewer may read, as a part of their profile."""
    page = queries.list_praises(person, viewer=viewer, limit=MOST_ON_PROFILE)
    if not page.items:
        return Markup()
    contents = queries.read_contents([entry.id for entry in page.items])
    praises = [(contents[entry.id], queries.author_of(contents[entry.id])) for entry in page.items]
    shown = render_template("feed/_praises.html", person=person, praises=praises, has_more=page.next is not None)
    return Markup(shown)  # noqa: S704 (it comes from our own templates)
