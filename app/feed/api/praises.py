"""Praise in the REST interface: the company's values, what somebody was thanked for, and taking one's name off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import PageArguments
from app.core.paging import Page
from app.feed import queries, schemas, schemas_of_parts, services
from app.feed.api.blueprint import feed_api
from app.feed.items import Item, post_items
from app.feed.queries import Choice
from app.people.queries import get_person


@feed_api.get("/values")
@feed_api.response(200, schemas_of_parts.ValuePage)
def list_values() -> Page[Choice]:
    """The company's values for which one may thank somebody, in their order: all of them, twelve at most."""
    return Page(queries.list_choices())


@feed_api.get("/people/<uuid:person_id>/praise")
@feed_api.arguments(PageArguments, location="query")
@feed_api.response(200, schemas.PostPage)
def list_praises(arguments: dict[str, Any], person_id: UUID) -> Page[Item]:
    """The posts that thank somebody and that the caller may read, newest first."""
    viewer = current_person()
    page = queries.list_praises(get_person(person_id, viewer=viewer), viewer=viewer, **arguments)
    return Page(post_items([entry.id for entry in page.items], viewer=viewer), page.next)


@feed_api.delete("/posts/<uuid:post_id>/praise")
@feed_api.response(204)
def take_name_off(post_id: UUID) -> None:
    """Let one's own name stand no longer among those whom the post thanks; 404 for who is not among them."""
    actor = current_person()
    services.take_name_off(queries.get_post(post_id, viewer=actor), actor=actor)


@feed_api.put("/posts/<uuid:post_id>/praise")
@feed_api.response(204)
def put_name_back(post_id: UUID) -> None:
    """Let one's own name stand there again."""
    actor = current_person()
    services.put_name_back(queries.get_post(post_id, viewer=actor), actor=actor)
