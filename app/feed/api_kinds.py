"""Polls and answers to questions in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.errors import Invalid
from app.core.paging import Page
from app.feed import queries, schemas, schemas_kinds, services
from app.feed.items import Item, poll_item, post_items
from app.feed.models import Post
from app.feed.queries import Voter

kinds_api = ApiBlueprint("feed_kinds_api", __name__, description="What posts carry beside their text")


@kinds_api.post("/polls/<uuid:poll_id>/votes")
@kinds_api.arguments(schemas_kinds.NewVotes)
@kinds_api.response(200, schemas_kinds.PollItem)
def create_votes(values: dict[str, Any], poll_id: UUID) -> Item:
    """Vote, in place of an earlier vote; 409 where the poll is closed."""
    actor = current_person()
    services.vote(_post(poll_id), values["option_ids"], actor=actor)
    return poll_item(poll_id, viewer=actor)


@kinds_api.get("/polls/<uuid:poll_id>/votes")
@kinds_api.arguments(PageArguments, location="query")
@kinds_api.response(200, schemas_kinds.VoterPage)
def list_votes(arguments: dict[str, Any], poll_id: UUID) -> Page[Voter]:
    """Who chose what, by name; 403 for an anonymous poll, and as long as the caller may not know the result."""
    return queries.list_voters(_post(poll_id), viewer=current_person(), **arguments)


@kinds_api.put("/polls/<uuid:poll_id>/closure")
@kinds_api.response(200, schemas_kinds.PollItem)
def close_poll(poll_id: UUID) -> Item:
    """End the vote and tell its result; repeating changes nothing."""
    actor = current_person()
    services.close_poll(_post(poll_id), actor=actor)
    return poll_item(poll_id, viewer=actor)


@kinds_api.put("/posts/<uuid:post_id>/answer")
@kinds_api.arguments(schemas_kinds.ChosenAnswer)
@kinds_api.response(200, schemas.PostItem)
def accept_answer(values: dict[str, Any], post_id: UUID) -> Item:
    """Let a comment be the answer to the question, in place of another one; 409 where the post asks nothing."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    comment = queries.find_comment(values["comment_id"], viewer=actor)
    if comment is None:
        raise Invalid(comment_id=_("This comment cannot be the answer."))
    services.accept_answer(post, comment, actor=actor)
    return post_items([post_id], viewer=actor)[0]


@kinds_api.delete("/posts/<uuid:post_id>/answer")
@kinds_api.response(204)
def take_back_answer(post_id: UUID) -> None:
    """Let the question wait for an answer again."""
    actor = current_person()
    services.take_back_answer(queries.get_post(post_id, viewer=actor), actor=actor)


def _post(poll_id: UUID) -> Post:
    """A poll has the identifier of its post."""
    post = queries.get_post(poll_id, viewer=current_person())
    queries.get_poll(post)
    return post
