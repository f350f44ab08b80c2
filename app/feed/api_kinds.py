"""Answers to questions in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint
from app.core.errors import Invalid
from app.feed import queries, schemas, schemas_kinds, services
from app.feed.items import Item, post_items

kinds_api = ApiBlueprint("feed_kinds_api", __name__, description="What posts carry beside their text")


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
