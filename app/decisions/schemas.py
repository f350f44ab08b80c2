"""The shapes of the operations on proposals, ballots, committees and the register."""

from __future__ import annotations

from datetime import UTC

from marshmallow import Schema, fields, validate

from app.core.api import PageArguments, Text, page_of
from app.decisions.counting import Outcome
from app.decisions.models import BallotState, Kind, Stage, State, Verdict
from app.decisions.tally import Method
from app.people.api import PersonSummary


class Quantity(fields.Raw):
    """A number of persons, or a share of them such as "50%"."""


class NewProposal(Schema):
    """What is proposed, perhaps made from a post."""

    title = Text(required=True)
    body = Text(required=True)
    kind = fields.Enum(Kind, by_value=True, load_default=Kind.CONTENT)
    post_id = fields.UUID(load_default=None, allow_none=True)
    file_ids = fields.List(fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(max=100))


class ChangedProposal(Schema):
    """What is to read otherwise, and what the change is about."""

    title = Text()
    body = Text()
    file_ids = fields.List(fields.UUID(), validate=validate.Length(max=100))
    note = Text(load_default="")


class ProposalArguments(PageArguments):
    """Which proposals are wanted."""

    state = fields.Enum(State, by_value=True, load_default=None)


class ReviewItem(Schema):
    """What a member of the committee said."""

    person = fields.Nested(PersonSummary)
    decision = fields.String()
    reason = fields.String()
    version = fields.Integer()
    content_hash = fields.String()
    at = fields.AwareDateTime(default_timezone=UTC)


class ProposalSummary(Schema):
    """A proposal as lists show it."""

    id = fields.UUID()
    number = fields.Integer()
    kind = fields.String()
    title = fields.String()
    body = fields.String()
    html = fields.String()
    file_ids = fields.List(fields.String())
    post_id = fields.UUID(allow_none=True)
    author = fields.Nested(PersonSummary)
    state = fields.String(validate=validate.OneOf([state.value for state in State]))
    state_reason = fields.String()
    version = fields.Integer()
    content_hash = fields.String()
    committee_id = fields.UUID(allow_none=True)
    released_at = fields.AwareDateTime(default_timezone=UTC, allow_none=True)
    created_at = fields.AwareDateTime(default_timezone=UTC)
    moved_at = fields.AwareDateTime(default_timezone=UTC)


class ProposalItem(ProposalSummary):
    """A proposal with its newest ballot and what the committee said."""

    ballot_id = fields.UUID(allow_none=True)
    is_open_to_votes = fields.Boolean()
    reviews = fields.List(fields.Nested(ReviewItem))


class VersionItem(Schema):
    """A proposal as it read at one time."""

    number = fields.Integer()
    title = fields.String()
    body = fields.String()
    file_ids = fields.List(fields.String())
    content_hash = fields.String()
    author = fields.Nested(PersonSummary)
    note = fields.String()
    created_at = fields.AwareDateTime(default_timezone=UTC)


class Versions(Schema):
    """All versions of a proposal, newest first."""

    items = fields.List(fields.Nested(VersionItem))
    next = fields.String(allow_none=True)


class NewProposalComment(Schema):
    """What is said about a proposal."""

    body = Text(required=True)


class ProposalCommentItem(Schema):
    """What was said about a version of a proposal."""

    id = fields.UUID()
    proposal_id = fields.UUID()
    version = fields.Integer()
    author = fields.Nested(PersonSummary)
    body = fields.String()
    html = fields.String()
    published_at = fields.AwareDateTime(default_timezone=UTC)


class Submission(Schema):
    """Which committee it comes before; the oldest where none is named."""

    committee_id = fields.UUID(load_default=None, allow_none=True)


class NewReview(Schema):
    """What a member of the committee says of exactly these words."""

    decision = fields.Enum(Verdict, by_value=True, required=True)
    reason = Text(load_default="")
    content_hash = Text(required=True)


class Option(Schema):
    """Something to choose, and for a budget what it costs."""

    label = Text(required=True)
    cost = fields.Integer(strict=True, validate=validate.Range(1, 10**12), allow_none=True)


class QuorumSchema(Schema):
    """How many must vote."""

    persons = Quantity()
    departments = fields.Integer(strict=True, allow_none=True)


class Electorate(Schema):
    """Who may vote, in exactly one way."""

    everyone = fields.Boolean()
    department_ids = fields.List(fields.UUID())
    group_id = fields.UUID()
    committee_id = fields.UUID()
    person_ids = fields.List(fields.UUID(), validate=validate.Length(max=10_000))


class NewBallot(Schema):
    """A question to the electorate."""

    method = fields.Enum(Method, by_value=True, load_default=Method.YES_NO)
    question = Text(load_default="")
    options = fields.List(fields.Nested(Option), load_default=list, allow_none=True)
    closes_at = fields.AwareDateTime(required=True, default_timezone=UTC)
    quorum = fields.Nested(QuorumSchema, load_default=dict, allow_none=True)
    electorate = fields.Nested(Electorate, load_default=lambda: {"everyone": True})
    secret = fields.Boolean(load_default=False)
    changeable = fields.Boolean(load_default=True)
    hidden = fields.Boolean(load_default=True)
    dots = fields.Integer(strict=True, load_default=None, allow_none=True, validate=validate.Range(1, 1000))
    amount = fields.Integer(strict=True, load_default=None, allow_none=True, validate=validate.Range(1, 10**12))


class NewVote(Schema):
    """One of them, as the ballot's method asks; a reason beside a choice."""

    choice = fields.String(validate=validate.OneOf(["yes", "no", "abstain", "consent", "object"]))
    options = fields.List(Text(), validate=validate.Length(max=100))
    scores = fields.Dict(keys=Text(), values=fields.Integer(strict=True))
    ranking = fields.List(Text(), validate=validate.Length(max=100))
    dots = fields.Dict(keys=Text(), values=fields.Integer(strict=True))
    reason = Text(load_default="", allow_none=True)


class DepartmentTurnoutItem(Schema):
    """How many of a department have voted; never what."""

    id = fields.UUID(allow_none=True)
    name = fields.String(allow_none=True)
    size = fields.Integer()
    turnout = fields.Integer()


class BallotItem(Schema):
    """A ballot as it stands for who asks."""

    id = fields.UUID()
    proposal_id = fields.UUID()
    version = fields.Integer()
    content_hash = fields.String()
    state = fields.String(validate=validate.OneOf([state.value for state in BallotState]))
    method = fields.String()
    question = fields.String()
    options = fields.List(fields.Dict())
    settings = fields.Dict()
    opened_at = fields.AwareDateTime(default_timezone=UTC)
    closes_at = fields.AwareDateTime(default_timezone=UTC)
    electorate = fields.Dict()
    electorate_size = fields.Integer()
    quorum = fields.Dict()
    quorum_persons = fields.Integer()
    quorum_departments = fields.Integer()
    quorum_reached = fields.Boolean()
    turnout = fields.Integer()
    departments = fields.List(fields.Nested(DepartmentTurnoutItem))
    secret = fields.Boolean()
    changeable = fields.Boolean()
    hidden = fields.Boolean()
    tally = fields.Dict(allow_none=True)
    outcome = fields.String(allow_none=True, validate=validate.OneOf([outcome.value for outcome in Outcome]))
    can_vote = fields.Boolean()
    has_voted = fields.Boolean()
    my_vote = fields.Dict(allow_none=True)
    receipt = fields.String(allow_none=True)


class NewSeat(Schema):
    """Somebody's place in a committee."""

    person_id = fields.UUID(required=True)
    alternate_id = fields.UUID(load_default=None, allow_none=True)
    department_id = fields.UUID(load_default=None, allow_none=True)
    ends_at = fields.AwareDateTime(load_default=None, allow_none=True, default_timezone=UTC)


class NewCommittee(Schema):
    """A committee; `person_ids` stands for seats without anything else to say of them."""

    name = Text(required=True)
    description = Text(load_default="")
    seats = fields.List(fields.Nested(NewSeat), load_default=list)
    person_ids = fields.List(fields.UUID(), load_default=list)


class SeatItem(Schema):
    """A place in a committee."""

    id = fields.UUID()
    department_id = fields.UUID(allow_none=True)
    person = fields.Nested(PersonSummary)
    alternate = fields.Nested(PersonSummary, allow_none=True)
    starts_at = fields.AwareDateTime(default_timezone=UTC)
    ends_at = fields.AwareDateTime(default_timezone=UTC, allow_none=True)


class CommitteeItem(Schema):
    """A committee with its seats."""

    id = fields.UUID()
    name = fields.String()
    description = fields.String()
    created_at = fields.AwareDateTime(default_timezone=UTC)
    seats = fields.List(fields.Nested(SeatItem))


class DecisionItem(Schema):
    """A decision of the register."""

    id = fields.UUID()
    year = fields.Integer()
    number = fields.Integer()
    at = fields.AwareDateTime(default_timezone=UTC)
    stage = fields.String(validate=validate.OneOf([stage.value for stage in Stage]))
    proposal_id = fields.UUID()
    ballot_id = fields.UUID(allow_none=True)
    committee_id = fields.UUID(allow_none=True)
    title = fields.String()
    question = fields.String()
    version = fields.Integer()
    content_hash = fields.String()
    method = fields.String()
    options = fields.List(fields.Dict())
    outcome = fields.String()
    electorate_size = fields.Integer()
    turnout = fields.Integer()
    tally = fields.Dict()
    reasons = fields.List(fields.Dict())
    minority = fields.List(fields.Dict())
    digest = fields.String()


ProposalPage = page_of(ProposalSummary)
ProposalCommentPage = page_of(ProposalCommentItem)
CommitteePage = page_of(CommitteeItem)
DecisionPage = page_of(DecisionItem)
