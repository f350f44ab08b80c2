"""The shapes of what is known of rumours, in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.core.api import Text, page_of
from moderation.api.schemas import Target
from moderation.models import RumourState


class RumourClaim(Schema):
    """What people say, in one language or both."""

    fr = Text(load_default="")
    en = Text(load_default="")


class NewRumour(Schema):
    """A claim to look into, the department (its id) that can answer it, and the copies known so far."""

    claim = fields.Nested(RumourClaim, required=True)
    owner_department = Text(load_default=None, allow_none=True)
    items = fields.List(fields.Nested(Target), load_default=list)


class RumourVerdict(Schema):
    """What is known of a claim."""

    state = fields.Enum(RumourState, by_value=True, required=True)
    statement = Text(required=True)
    source_url = Text(load_default=None, allow_none=True)


class OwnerDepartment(Schema):
    """Who must answer."""

    id = fields.UUID()
    name = fields.String()


class Rumour(Schema):
    """A claim and what is known of it. `copies` counts those that the caller may know of, `exposed` the people known
    to have met one of them (they wrote, answered or reacted), `corrected` those of them who were told the answer."""

    id = fields.UUID()
    claim = fields.Nested(RumourClaim)
    state = fields.String(validate=validate.OneOf(list(RumourState)))
    statement = fields.String(allow_none=True)
    source_url = fields.String(allow_none=True)
    owner_department = fields.Nested(OwnerDepartment, allow_none=True)
    opened_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    settled_at = fields.AwareDateTime(allow_none=True)
    copies = fields.Integer()
    exposed = fields.Integer()
    corrected = fields.Integer()


RumourPage = page_of(Rumour)
