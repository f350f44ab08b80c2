"""The shapes of questions in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields


class AcceptedAnswer(Schema):
    """The comment that answers a question; `useful` says how many found it so."""

    comment_id = fields.UUID()
    html = fields.String()
    author = fields.Dict()
    accepted_by = fields.String()
    accepted_at = fields.String(metadata={"format": "date-time"})
    useful = fields.Integer()


class QuestionItem(Schema):
    """The state of a question."""

    accepted = fields.Nested(AcceptedAnswer, allow_none=True)


class ChosenAnswer(Schema):
    """The comment that answers the question."""

    comment_id = fields.UUID(required=True)
