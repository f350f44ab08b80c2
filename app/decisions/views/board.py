"""The board of all proposals, and making a new one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.core.ids import parse_id
from app.decisions import attaching, forms, policy, queries, services, words
from app.decisions.boards import COLUMNS, fill_board
from app.decisions.views.blueprint import decisions
from app.feed.models import Post
from app.feed.queries import get_post
from app.groups.models import Access


@decisions.get("/proposals")
def board() -> str:
    """The proposals by where they stand; with `stage` one column of them, whole."""
    viewer, stage = current_person(), request.args.get("stage", "")
    shared = {"words": words, "viewer": viewer, "may_propose": policy.can_propose(viewer)}
    if stage not in COLUMNS:
        return render_template("decisions/board.html", board=fill_board(viewer), **shared)
    column = COLUMNS[stage]
    page = queries.list_proposals(viewer, states=column.states, cursor=request.args.get("cursor"))
    running = queries.find_running_ballots([proposal.id for proposal in page.items])
    return render_template("decisions/stage.html", column=column, page=page, running=running, **shared)


@decisions.get("/proposals/new")
def new() -> str:
    """The form to propose something, with the words of the post it is made from."""
    demand(policy.can_propose(current_person()), _("Members of the house make proposals."))
    post = _source()
    form = {"title": post.title, "body": post.body} if post else {}
    return _form(post, form, {})


@decisions.post("/proposals")
def create() -> ResponseReturnValue:
    """Propose it; a refusal keeps the words."""
    post = _source()
    try:
        proposal = services.open_proposal(**forms.read_proposal(request.form), post=post, actor=current_person())
    except Invalid as error:
        return _form(post, request.form.to_dict(), error.errors), 422
    flash(_("Proposed. Now everybody can discuss it."))
    return redirect(f"/proposals/{proposal.id}", 303)


def _source() -> Post | None:
    named = request.values.get("post")
    return get_post(parse_id(named), viewer=current_person()) if named else None


def _form(post: Post | None, form: dict[str, str], errors: dict[str, str]) -> str:
    group = post.group if post else None
    guarded_by = group if group and group.access != Access.OPEN else None
    files = attaching.offered(post, viewer=current_person())
    return render_template(
        "decisions/new.html",
        post=post,
        form=form,
        errors=errors,
        guarded_by=guarded_by,
        words=words,
        files=files,
        chosen=forms.chosen_files(request.form, [file["id"] for file in files]),
    )
