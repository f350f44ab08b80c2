"""Reactions to posts and comments as pages: saying a word, and who said which."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.feed import queries, services
from app.feed.conversations import address_of
from app.feed.views.blueprint import feed
from app.reactions.showing import show_reacted


@feed.post("/posts/<uuid:post_id>/reactions")
def change_post_reaction(post_id: UUID) -> ResponseReturnValue:
    """Say one word, or take it back where it was said already."""
    actor, name = current_person(), request.form.get("name", "")
    post = queries.get_post(post_id, viewer=actor)
    said = queries.read_own(actor, [post.id])[post.id].reaction
    (services.take_back_reaction if name == said else services.react)(post, name, actor=actor)
    return redirect(f"{same_site(request.form.get('next'))}#post-{post.id}", 303)


@feed.get("/posts/<uuid:post_id>/reactions")
def show_post_reactions(post_id: UUID) -> str:
    """Who reacted to a post."""
    viewer = current_person()
    post = queries.get_post(post_id, viewer=viewer)
    list_them = partial(queries.list_reacted_to, post, viewer=viewer)
    return show_reacted(list_them, counts=post.reactions, back=f"/posts/{post.id}")


@feed.post("/comments/<uuid:comment_id>/reactions")
def change_comment_reaction(comment_id: UUID) -> ResponseReturnValue:
    """Say one word, or take it back where it was said already."""
    actor, name = current_person(), request.form.get("name", "")
    comment = queries.get_comment(comment_id, viewer=actor)
    said = queries.my_comment_reactions(actor, [comment.id]).get(comment.id, [])
    (services.take_back_reaction if name in said else services.react)(comment, name, actor=actor)
    return redirect(address_of(comment), 303)


@feed.get("/comments/<uuid:comment_id>/reactions")
def show_comment_reactions(comment_id: UUID) -> str:
    """Who reacted to a comment."""
    viewer = current_person()
    comment = queries.get_comment(comment_id, viewer=viewer)
    list_them = partial(queries.list_reacted_to, comment, viewer=viewer)
    return show_reacted(list_them, counts=comment.reactions, back=f"/comments/{comment.id}")
