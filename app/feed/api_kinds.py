"""Polls in the REST interface: voting, and who voted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.paging import Page
from app.feed import queries, schemas, services
from app.feed.items import Item, poll_item
from app.feed.models import Post
from app.feed.queries import Voter

kinds_api = ApiBlueprint("feed_kinds_api", __name__, description="What posts carry beside their text")


@kinds_api.post("/polls/<uuid:poll_id>/votes")
@kinds_api.arguments(schemas.NewVotes)
@kinds_api.response(200, schemas.PollItem)
def create_votes(values: dict[str, Any], poll_id: UUID) -> Item:
    """Vote, in place of an earlier vote; 409 where the poll is closed."""
    actor = current_person()
    services.vote(_post(poll_id), values["option_ids"], actor=actor)
    return poll_item(poll_id, viewer=actor)


@kinds_api.get("/polls/<uuid:poll_id>/votes")
@kinds_api.arguments(PageArguments, location="query")
@kinds_api.response(200, schemas.VoterPage)
def list_votes(arguments: dict[str, Any], poll_id: UUID) -> Page[Voter]:
    """Who chose what, by name; 403 for an anonymous poll, and as long as the caller may not know the result."""
    return queries.list_voters(_post(poll_id), viewer=current_person(), **arguments)


@kinds_api.put("/polls/<uuid:poll_id>/closure")
@kinds_api.response(200, schemas.PollItem)
def close_poll(poll_id: UUID) -> Item:
    """End the vote and tell its result; repeating changes nothing."""
    actor = current_person()
    services.close_poll(_post(poll_id), actor=actor)
    return poll_item(poll_id, viewer=actor)


def _post(poll_id: UUID) -> Post:
    """A poll has the identifier of its post."""
    post = queries.get_post(poll_id, viewer=current_person())
    queries.get_poll(post)
    return post
