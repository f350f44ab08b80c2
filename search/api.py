"""Search over REST."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, Text
from search import finding

blueprint = ApiBlueprint(
    "search_api", __name__, description="Finding people, groups, posts, comments, files of groups and one’s messages"
)


class SearchArguments(PageArguments):
    """What is looked for, and within what."""

    q = Text(load_default="", validate=validate.Length(max=400))
    type = fields.String(load_default=None, data_key="type", validate=validate.OneOf(finding.KINDS))
    group_id = fields.UUID(load_default=None)
    author_id = fields.UUID(load_default=None)
    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)


class SuggestArguments(PageArguments):
    """The words typed so far."""

    q = Text(load_default="", validate=validate.Length(max=400))


class SearchResultSchema(Schema):
    """Something found; of a message, `title` is its author and `place` its conversation."""

    type = fields.String()
    id = fields.String()
    url = fields.String()
    title = fields.String()
    snippet = fields.String()
    place = fields.String()
    at = fields.AwareDateTime()
    is_archived = fields.Boolean()


class SearchResultsSchema(Schema):
    """A page of what was found, best first; `facets` counts by type."""

    items = fields.List(fields.Nested(SearchResultSchema))
    next = fields.String(allow_none=True)
    facets = fields.Dict(keys=fields.String(), values=fields.Integer())
    did_you_mean = fields.String(allow_none=True)


class SuggestionSchema(Schema):
    """Something that may be meant."""

    type = fields.String()
    id = fields.String()
    url = fields.String()
    title = fields.String()


class SuggestionsSchema(Schema):
    """What the words typed so far may become."""

    items = fields.List(fields.Nested(SuggestionSchema))


@blueprint.get("/search")
@blueprint.arguments(SearchArguments, location="query")
@blueprint.response(200, SearchResultsSchema)
def search(arguments: dict[str, Any]) -> finding.Results:
    """What the caller may find, best first."""
    return finding.find(current_person(), arguments.pop("q"), kind=arguments.pop("type"), **arguments)


@blueprint.get("/search/suggest")
@blueprint.arguments(SuggestArguments, location="query")
@blueprint.response(200, SuggestionsSchema)
def suggest(arguments: dict[str, Any]) -> dict[str, Any]:
    """What the words typed so far may become."""
    return {"items": finding.suggest(current_person(), arguments["q"], limit=arguments["limit"])}
