"""The shapes of the agenda's operations in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.agenda.models import Reply
from app.agenda.queries import Scope
from app.core.api import PageArguments, Text, page_of
from app.people.schemas import PersonSummary


class ChangedEvent(Schema):
    """What is to be otherwise of an event; what is left out stays."""

    title = Text()
    body = Text()
    place = Text()
    link = Text()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime(metadata={"description": "The first moment after it"})
    time_zone = Text(metadata={"description": "Whose clock it is planned by, such as Europe/Paris"})
    is_all_day = fields.Boolean()
    seats = fields.Integer(allow_none=True, metadata={"description": "Null for everybody"})


class NewEvent(ChangedEvent):
    """What planning an event takes; nowhere in particular means for the whole house."""

    title = Text(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True, metadata={"description": "The first moment after it"})
    group_id = fields.UUID(load_default=None, allow_none=True)


class NewEventOfPost(Schema):
    """What planning an event along with a post takes; without an end it lasts an hour."""

    title = Text(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(load_default=None, allow_none=True)
    time_zone = Text(load_default=None, allow_none=True)
    is_all_day = fields.Boolean(load_default=False)
    place = Text(load_default="")
    link = Text(load_default="")
    seats = fields.Integer(load_default=None, allow_none=True)


class AnswerSchema(Schema):
    """Whether one comes."""

    answer = fields.Enum(Reply, by_value=True, required=True)


class MyAnswer(Schema):
    """What the caller answered; a yes may wait for a seat, at a place among those who wait."""

    answer = fields.String(attribute="reply", validate=validate.OneOf(list(Reply)))
    is_waiting = fields.Boolean()
    place = fields.Integer(allow_none=True)


class EventArguments(PageArguments):
    """Which part of the agenda is wanted."""

    scope = fields.Enum(Scope, by_value=True, load_default=Scope.MINE)


class GroupEventArguments(PageArguments):
    """Whether what is over is wanted."""

    past = fields.Boolean(load_default=False)


class EventItem(Schema):
    """An event."""

    id = fields.UUID()
    url = fields.String()
    title = fields.String()
    body = fields.String()
    html = fields.String()
    place = fields.String()
    link = fields.String()
    group_id = fields.UUID(allow_none=True)
    author = fields.Nested(PersonSummary)
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    time_zone = fields.String()
    is_all_day = fields.Boolean()
    first_day = fields.Date(allow_none=True)
    last_day = fields.Date(allow_none=True)
    seats = fields.Integer(allow_none=True)
    yes = fields.Integer(attribute="yes_count")
    maybe = fields.Integer(attribute="maybe_count")
    waiting = fields.Integer(attribute="waiting_count")
    my_answer = fields.Nested(MyAnswer, allow_none=True)
    created_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()
    cancelled_at = fields.AwareDateTime(allow_none=True)
    hidden_at = fields.AwareDateTime(allow_none=True)


class EventOfPost(Schema):
    """The event that a post has planned, as it stands; see `GET /events/{event_id}` for one's own answer."""

    id = fields.UUID()
    title = fields.String()
    place = fields.String()
    starts_at = fields.String()
    ends_at = fields.String()
    time_zone = fields.String()
    is_all_day = fields.Boolean()
    seats = fields.Integer(allow_none=True)
    is_cancelled = fields.Boolean()
    yes = fields.Integer()
    maybe = fields.Integer()
    waiting = fields.Integer()
    url = fields.String()


EventPage = page_of(EventItem)
