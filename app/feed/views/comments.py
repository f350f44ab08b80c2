"""Single comments: where they stand, changing, taking back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Forbidden, Invalid, NotFound
from app.feed import forms, queries, services
from app.feed.conversations import address_of, edit_page, keep_text, show_comment_alone
from app.feed.history import history_of
from app.feed.models import Comment
from app.feed.services.texts import demand_second_thought
from app.feed.views.blueprint import feed
from app.files.services import REFUSALS


@feed.get("/comments/<uuid:comment_id>")
def show_comment(comment_id: UUID) -> ResponseReturnValue:
    """The comment at its place in the conversation."""
    return redirect(address_of(queries.get_standing_comment(comment_id, viewer=current_person())))


@feed.get("/comments/<uuid:comment_id>/fragment")
def show_comment_fragment(comment_id: UUID) -> str:
    """The comment alone, for pages that hear of it while they are open."""
    return show_comment_alone(_comment(comment_id))


@feed.get("/comments/<uuid:comment_id>/edit")
def edit_comment(comment_id: UUID) -> str:
    """The form to change one's own comment."""
    comment = _comment(comment_id)
    return edit_page(comment, actor=current_person())


@feed.post("/comments/<uuid:comment_id>/edit")
def change_comment(comment_id: UUID) -> ResponseReturnValue:
    """Change one's own comment; a refusal keeps the text."""
    sent, actor = forms.read_comment(), current_person()
    try:
        comment = _comment(comment_id)
        demand_second_thought(sent.body, is_thought_over=sent.is_thought_over)
        services.edit_comment(comment, body=sent.body, file_ids=sent.files.keep(actor=actor), actor=actor)
    except (Invalid, *REFUSALS) as error:
        return edit_page(comment, actor=actor, sent=sent, error=error), error.status
    except (NotFound, Forbidden):
        return keep_text(sent.body)
    return redirect(address_of(comment), 303)


@feed.get("/comments/<uuid:comment_id>/history")
def show_comment_history(comment_id: UUID) -> str:
    """How the comment came to read as it does."""
    comment = _comment(comment_id)
    return render_template("feed/history.html", versions=history_of(comment), url=f"/comments/{comment.id}")


@feed.post("/comments/<uuid:comment_id>/deletion")
def remove_comment(comment_id: UUID) -> ResponseReturnValue:
    """Take the comment back."""
    comment = _comment(comment_id)
    services.delete_comment(comment, actor=current_person())
    flash(_("Comment deleted."), f"/comments/{comment_id}/restoration")
    return redirect(same_site(request.form.get("next") or f"/posts/{comment.post_id}"), 303)


@feed.post("/comments/<uuid:comment_id>/restoration")
def restore_comment(comment_id: UUID) -> ResponseReturnValue:
    """Bring back what was just deleted."""
    actor = current_person()
    services.undelete_comment(queries.get_deleted_comment(comment_id, viewer=actor), actor=actor)
    return redirect(f"/comments/{comment_id}", 303)


def _comment(comment_id: UUID) -> Comment:
    return queries.get_comment(comment_id, viewer=current_person())
