"""Scheduled posts as pages: what waits, changing it, letting it go, publishing it now."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Forbidden, Invalid, NotFound, ParvisError
from app.core.moments import as_typed, typed_moment
from app.feed import forms, queries, scheduling, services
from app.feed.forms import SentPost
from app.feed.kinds import KINDS
from app.feed.models import ScheduledPost
from app.feed.services.texts import demand_second_thought
from app.feed.views.blueprint import feed
from app.files.services import REFUSALS


@feed.get("/posts/scheduled")
def show_scheduled() -> str:
    """What the viewer has written for later."""
    return render_template("feed/scheduled.html", scheduled=queries.list_scheduled(current_person()), kinds=KINDS)


@feed.get("/posts/scheduled/<uuid:post_id>/edit")
def edit_scheduled(post_id: UUID) -> str:
    """The form to change it."""
    return _edit_page(_scheduled(post_id))


@feed.post("/posts/scheduled/<uuid:post_id>/edit")
def change_scheduled(post_id: UUID) -> ResponseReturnValue:
    """Change it; a refusal keeps the text."""
    sent, actor, scheduled = forms.read_post(), current_person(), _scheduled(post_id)
    try:
        moment = typed_moment(sent.fields, "scheduled_at")
        file_ids = sent.files.keep(actor=actor)
        wish = {"body": sent.body, "title": sent.title}
        demand_second_thought(sent.body, is_thought_over=sent.is_thought_over)
        services.change_scheduled(scheduled, **wish, file_ids=file_ids, scheduled_at=moment, actor=actor)
    except (Invalid, Forbidden, *REFUSALS) as error:
        return _edit_page(_scheduled(post_id), sent, error), error.status
    return redirect("/posts/scheduled", 303)


@feed.post("/posts/scheduled/<uuid:post_id>/deletion")
def cancel_scheduled(post_id: UUID) -> ResponseReturnValue:
    """Let it go."""
    services.cancel_scheduled(_scheduled(post_id), actor=current_person())
    flash(_("It will not be published."))
    return redirect("/posts/scheduled", 303)


@feed.post("/posts/scheduled/<uuid:post_id>/publication")
def publish_scheduled(post_id: UUID) -> ResponseReturnValue:
    """Publish it now; where that is refused, it stays and says why."""
    try:
        post = scheduling.publish_now(_scheduled(post_id))
    except (Invalid, Forbidden, NotFound) as error:
        if isinstance(error, NotFound) and not error.detail:
            _scheduled(post_id)
        flash(error.detail or _("You can no longer write here."))
        return redirect("/posts/scheduled", 303)
    return redirect(f"/posts/{post.id}", 303)


def _scheduled(post_id: UUID) -> ScheduledPost:
    return queries.get_scheduled(post_id, author=current_person())


def _edit_page(scheduled: ScheduledPost, sent: SentPost | None = None, error: ParvisError | None = None) -> str:
    errors = error.errors if isinstance(error, Invalid) else {"body": error.detail} if error else {}
    typed = sent.fields.get("scheduled_at", "") if sent else ""
    return render_template(
        "feed/edit_scheduled.html",
        scheduled=scheduled,
        title=(sent or scheduled).title,
        body=(sent or scheduled).body,
        files=sent.files.shown(actor=current_person()) if sent and sent.files.are_told else scheduled.files,
        typed=typed or (as_typed(scheduled.scheduled_at) if scheduled.scheduled_at else ""),
        errors=errors,
    )
