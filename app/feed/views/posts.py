"""A post with its conversation: reading, keeping, changing, taking back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Forbidden, Invalid, NotFound
from app.core.http import is_fragment_request
from app.core.ids import parse_id
from app.feed import forms, queries, services
from app.feed.conversations import edit_page, keep_text, show_conversation, show_thread
from app.feed.history import history_of
from app.feed.models import Post
from app.feed.rendering import render_posts, show_listed
from app.feed.services.texts import demand_second_thought
from app.feed.views.blueprint import feed
from app.files.services import REFUSALS


@feed.get("/posts/<uuid:post_id>")
def show_post(post_id: UUID) -> ResponseReturnValue:
    """A post with its whole conversation."""
    return show_thread(_post(post_id))


@feed.get("/posts/<uuid:post_id>/fragment")
def show_post_fragment(post_id: UUID) -> str:
    """The post alone, for pages that hear of it while they are open."""
    entries = queries.list_posts([post_id], viewer=current_person())
    if not entries:
        raise NotFound
    return show_listed(render_posts(entries))


@feed.get("/posts/<uuid:post_id>/comments")
def show_last_comments(post_id: UUID) -> ResponseReturnValue:
    """The newest comments, for reading them where the post stands."""
    post = _post(post_id)
    return show_conversation(post) if is_fragment_request() else redirect(f"/posts/{post_id}#comments")


@feed.post("/posts/<uuid:post_id>/comments")
def create_comment(post_id: UUID) -> ResponseReturnValue:
    """Answer the post, or one of its comments; a refusal keeps the text."""
    actor, sent = current_person(), forms.read_comment()
    try:
        post = _post(post_id)
        demand_second_thought(sent.body, is_thought_over=sent.is_thought_over)
        parent = queries.get_comment(parse_id(sent.parent_id), viewer=actor) if sent.parent_id else None
        file_ids = sent.files.keep(actor=actor) or ()
        comment = services.publish_comment(post, body=sent.body, parent=parent, file_ids=file_ids, actor=actor)
    except (Invalid, Forbidden, *REFUSALS) as error:
        return show_thread(post, sent=sent, error=error)
    except NotFound:
        return keep_text(sent.body)
    return redirect(f"/comments/{comment.id}", 303)


@feed.post("/posts/<uuid:post_id>/bookmark")
def change_bookmark(post_id: UUID) -> ResponseReturnValue:
    """Keep the post for later, or let it go where it was kept already."""
    post, actor = _post(post_id), current_person()
    is_kept = queries.read_own(actor, [post.id])[post.id].kept_at is not None
    (services.let_post_go if is_kept else services.keep_post)(post, actor=actor)
    flash(_("No longer kept.") if is_kept else _("Kept: find it at home under “What I keep”."), request.path)
    return redirect(f"{same_site(request.form.get('next'))}#post-{post.id}", 303)


@feed.get("/posts/<uuid:post_id>/edit")
def edit_post(post_id: UUID) -> str:
    """The form to change one's own post."""
    post = _post(post_id)
    return edit_page(post, actor=current_person())


@feed.post("/posts/<uuid:post_id>/edit")
def change_post(post_id: UUID) -> ResponseReturnValue:
    """Change one's own post; a refusal keeps the text."""
    sent, actor = forms.read_post(), current_person()
    try:
        post = _post(post_id)
        demand_second_thought(sent.body, is_thought_over=sent.is_thought_over)
        services.edit_post(post, title=sent.title, body=sent.body, file_ids=sent.files.keep(actor=actor), actor=actor)
    except (Invalid, *REFUSALS) as error:
        return edit_page(post, actor=actor, sent=sent, error=error), error.status
    except (NotFound, Forbidden):
        return keep_text(sent.body)
    return redirect(f"/posts/{post_id}", 303)


@feed.get("/posts/<uuid:post_id>/history")
def show_post_history(post_id: UUID) -> str:
    """How the post came to read as it does."""
    post = _post(post_id)
    return render_template("feed/history.html", versions=history_of(post), url=f"/posts/{post.id}")


@feed.post("/posts/<uuid:post_id>/deletion")
def remove_post(post_id: UUID) -> ResponseReturnValue:
    """Take the post back."""
    services.delete_post(_post(post_id), actor=current_person())
    flash(_("Post deleted."), f"/posts/{post_id}/restoration")
    came_from = same_site(request.form.get("next"))
    return redirect("/" if came_from.startswith(f"/posts/{post_id}") else came_from, 303)


@feed.post("/posts/<uuid:post_id>/restoration")
def restore_post(post_id: UUID) -> ResponseReturnValue:
    """Bring back what was just deleted."""
    actor = current_person()
    services.undelete_post(queries.get_deleted_post(post_id, viewer=actor), actor=actor)
    return redirect(f"/posts/{post_id}", 303)


def _post(post_id: UUID) -> Post:
    return queries.get_post(post_id, viewer=current_person())
