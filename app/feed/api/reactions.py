"""Reactions to posts and comments in the REST interface: saying a word, and who said which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.paging import Page
from app.feed import queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.items import Item, comment_items, post_items
from app.feed.models import Comment, Post
from app.reactions.queries import Reacted
from app.reactions.schemas import ReactedArguments, ReactedPage


@feed_api.put("/posts/<uuid:post_id>/reactions/<name>")
@feed_api.response(200, schemas.ReactionCounts)
def react_to_post(post_id: UUID, name: str) -> Item:
    """Say one word to a post, in place of another one said before; 409 for one that is no longer offered."""
    post = _post(post_id)
    services.react(post, name, actor=current_person())
    return _post_item(post)


@feed_api.delete("/posts/<uuid:post_id>/reactions/<name>")
@feed_api.response(200, schemas.ReactionCounts)
def take_back_post_reaction(post_id: UUID, name: str) -> Item:
    """Say it no more."""
    post = _post(post_id)
    services.take_back_reaction(post, name, actor=current_person())
    return _post_item(post)


@feed_api.get("/posts/<uuid:post_id>/reactions")
@feed_api.arguments(ReactedArguments, location="query")
@feed_api.response(200, ReactedPage)
def list_post_reactions(arguments: dict[str, Any], post_id: UUID) -> Page[Reacted]:
    """Who reacted to a post, the newest first; `name` is one word, else all of them."""
    return queries.list_reacted_to(_post(post_id), viewer=current_person(), **arguments)


@feed_api.put("/comments/<uuid:comment_id>/reactions/<name>")
@feed_api.response(200, schemas.ReactionCounts)
def react_to_comment(comment_id: UUID, name: str) -> Item:
    """Say one word to a comment, in place of another one said before; 409 for one that is no longer offered."""
    comment = _comment(comment_id)
    services.react(comment, name, actor=current_person())
    return _comment_item(comment)


@feed_api.delete("/comments/<uuid:comment_id>/reactions/<name>")
@feed_api.response(200, schemas.ReactionCounts)
def take_back_comment_reaction(comment_id: UUID, name: str) -> Item:
    """Say it no more."""
    comment = _comment(comment_id)
    services.take_back_reaction(comment, name, actor=current_person())
    return _comment_item(comment)


@feed_api.get("/comments/<uuid:comment_id>/reactions")
@feed_api.arguments(ReactedArguments, location="query")
@feed_api.response(200, ReactedPage)
def list_comment_reactions(arguments: dict[str, Any], comment_id: UUID) -> Page[Reacted]:
    """Who reacted to a comment, the newest first; `name` is one word, else all of them."""
    return queries.list_reacted_to(_comment(comment_id), viewer=current_person(), **arguments)


def _post(post_id: UUID) -> Post:
    return queries.get_post(post_id, viewer=current_person())


def _comment(comment_id: UUID) -> Comment:
    return queries.get_comment(comment_id, viewer=current_person())


def _post_item(post: Post) -> Item:
    return post_items([post.id], viewer=current_person())[0]


def _comment_item(comment: Comment) -> Item:
    return comment_items(queries.read_comments([comment.id]), viewer=current_person())[0]
