"""Polls in the REST interface: those of posts and of messages alike."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.paging import Page
from app.polls import queries, schemas
from app.polls.queries import Voter, get_polled

api = ApiBlueprint("polls_api", __name__, description="Polls of posts and messages")


@api.post("/polls/<uuid:poll_id>/votes")
@api.arguments(schemas.NewVotes)
@api.response(200, schemas.PollItem)
def create_votes(values: dict[str, Any], poll_id: UUID) -> dict[str, Any]:
    """Vote, in place of an earlier vote; 409 where the poll is closed."""
    actor = current_person()
    get_polled(poll_id, viewer=actor).vote(values["option_ids"], actor=actor)
    return get_polled(poll_id, viewer=actor).item()


@api.get("/polls/<uuid:poll_id>/votes")
@api.arguments(PageArguments, location="query")
@api.response(200, schemas.VoterPage)
def list_votes(arguments: dict[str, Any], poll_id: UUID) -> Page[Voter]:
    """Who chose what, by name; 403 for an anonymous poll, and as long as the caller may not know the result."""
    viewer = current_person()
    return queries.list_voters(get_polled(poll_id, viewer=viewer).box, poll_id, viewer=viewer, **arguments)


@api.put("/polls/<uuid:poll_id>/closure")
@api.response(200, schemas.PollItem)
def close_poll(poll_id: UUID) -> dict[str, Any]:
    """End the vote and tell its result; repeating changes nothing."""
    actor = current_person()
    get_polled(poll_id, viewer=actor).close(actor=actor)
    return get_polled(poll_id, viewer=actor).item()
