"""The shapes of polls in the REST interface and on sockets."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.core.api import Text, page_of
from app.people.schemas import PersonSummary
from app.polls.models import Results


class NewPoll(Schema):
    """What readers are to choose from."""

    question = Text(load_default="")
    options = fields.List(Text(), required=True)
    multiple = fields.Boolean(load_default=False)
    anonymous = fields.Boolean(load_default=False)
    closes_at = fields.AwareDateTime(load_default=None, allow_none=True)
    results = fields.Enum(Results, by_value=True, load_default=Results.ALWAYS)


class PollOption(Schema):
    """What can be chosen; `votes` is null while the result is kept from the caller: of an anonymous poll until ten
    people have voted, or it is closed with five votes at least.
    """

    id = fields.String()
    text = fields.String()
    votes = fields.Integer(allow_none=True)


class PollItem(Schema):
    """A poll, with what the caller chose; of an anonymous one that is closed nobody knows it any more.

    Of `voters` who took part the result counts `counted`: that of an anonymous poll moves on by five people at a time
    and stays five behind until the close, so that no two results tell how the last people voted.
    """

    id = fields.UUID()
    question = fields.String()
    options = fields.List(fields.Nested(PollOption))
    multiple = fields.Boolean()
    anonymous = fields.Boolean()
    results = fields.String(validate=validate.OneOf([each.value for each in Results]))
    closes_at = fields.String(allow_none=True, metadata={"format": "date-time"})
    closed = fields.Boolean()
    voters = fields.Integer()
    counted = fields.Integer()
    my_votes = fields.List(fields.String())


class NewVotes(Schema):
    """The options that are chosen, in place of those chosen before; none takes the ballot back."""

    option_ids = fields.List(Text(), required=True, validate=validate.Length(max=20))


class VoterItem(Schema):
    """Somebody who voted, and what they chose."""

    person = fields.Nested(PersonSummary)
    option_ids = fields.List(fields.String())
    at = fields.AwareDateTime()


VoterPage = page_of(VoterItem)
