"""The shapes of moderation's operations in the REST interface."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.core.api import Text, page_of
from app.files.schemas import FileItem
from app.people.api import PersonSummary
from app.people.models import Contact
from moderation.models import AppealOutcome, CaseState, Category, FactSide, Measure, TargetKind


class Target(Schema):
    """A thing by its kind and its identifier."""

    type = fields.Enum(TargetKind, by_value=True, required=True)
    id = Text(required=True)


class NewReport(Schema):
    """What is reported and why; `items` are other things by the same author, or one's own, that belong to it."""

    target = fields.Nested(Target, required=True)
    category = fields.Enum(Category, by_value=True, required=True)
    statement = Text(required=True)
    confidential = fields.Boolean(load_default=True)
    items = fields.List(fields.Nested(Target), load_default=list)


class ReportOutcome(Schema):
    """What became of a report. `id` is the decision's, which can be contested until `contestable_until`."""

    id = fields.UUID()
    measure = fields.String()
    reason = fields.String()
    article = fields.Integer()
    decided_at = fields.AwareDateTime()
    contestable_until = fields.AwareDateTime()
    appeal = fields.Dict(allow_none=True)


class ReportItem(Schema):
    """One's own report. `read_by` is when, at the latest, somebody will have read it; in working time."""

    id = fields.UUID()
    target = fields.Nested(Target)
    category = fields.String()
    statement = fields.String()
    confidential = fields.Boolean()
    at = fields.AwareDateTime()
    state = fields.String(validate=validate.OneOf(list(CaseState)))
    read_by = fields.AwareDateTime()
    read_at = fields.AwareDateTime(allow_none=True)
    read_by_role = fields.String(allow_none=True)
    outcome = fields.Nested(ReportOutcome, allow_none=True)


class QueueItem(Schema):
    """Something that waits. `slack` is the share of the allowed working time that is left, below 0 when late."""

    id = fields.UUID()
    case_id = fields.UUID(allow_none=True)
    kind = fields.String(validate=validate.OneOf(["case", "appeal", "rumour"]))
    priority = fields.Integer()
    state = fields.String()
    opened_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    slack = fields.Float()
    assignee = fields.Nested(PersonSummary, allow_none=True)
    report_count = fields.Integer()
    category = fields.String()
    waits_for_second = fields.Boolean()


class Evidence(Schema):
    """What an item read like when it was reported."""

    text = fields.String()
    files = fields.List(fields.Nested(FileItem))
    sha256 = fields.String()
    taken_at = fields.AwareDateTime()


class CaseItem(Schema):
    """One thing that a case is about; `since` says what became of it: deleted, hidden, edited, or nothing."""

    type = fields.String()
    id = fields.UUID()
    author = fields.Nested(PersonSummary, allow_none=True)
    place = fields.String()
    written_at = fields.AwareDateTime()
    since = fields.String()
    evidence = fields.List(fields.Nested(Evidence))


class CaseReport(Schema):
    """A report in a case; `reporter` is null where it is confidential and the caller does not hold the case."""

    id = fields.UUID()
    category = fields.String()
    statement = fields.String()
    confidential = fields.Boolean()
    at = fields.AwareDateTime()
    reporter = fields.Nested(PersonSummary, allow_none=True)


class CaseEvent(Schema):
    """What happened to a case; `side` and `happened_at` belong to noted facts."""

    number = fields.Integer()
    kind = fields.String()
    actor = fields.Nested(PersonSummary, allow_none=True)
    at = fields.AwareDateTime()
    body = fields.String()
    side = fields.String(allow_none=True)
    happened_at = fields.AwareDateTime(allow_none=True)


class CaseDecision(Schema):
    """A measure with its reason, its article and its end."""

    id = fields.UUID()
    case_id = fields.UUID()
    measure = fields.String()
    reason = fields.String()
    article = fields.Integer()
    person = fields.Nested(PersonSummary, allow_none=True)
    between = fields.List(fields.Nested(PersonSummary), allow_none=True)
    one_way = fields.UUID(allow_none=True)
    decided_by = fields.Nested(PersonSummary)
    at = fields.AwareDateTime()
    in_force_at = fields.AwareDateTime(allow_none=True)
    until = fields.AwareDateTime(allow_none=True)
    waits_for_second = fields.Boolean()
    overturned_at = fields.AwareDateTime(allow_none=True)


class ContactAttempt(Schema):
    """That somebody whom a no-contact order binds tried, within the minute that begins at `at`, to reach the other by
    a kind of contact; all of it was refused, and nothing of its words is kept.
    """

    decision_id = fields.UUID()
    person = fields.Nested(PersonSummary)
    other = fields.Nested(PersonSummary)
    kind = fields.String(validate=validate.OneOf([each.value for each in Contact]))
    at = fields.AwareDateTime()
    tries = fields.Integer()


AttemptPage = page_of(ContactAttempt)


class CaseFile(Schema):
    """A case with its file. The lease is there while somebody holds it; of the attempts under each order the newest
    hundred stand here, and all of them at the order's own address.
    """

    id = fields.UUID()
    reference = fields.String()
    state = fields.String(validate=validate.OneOf(list(CaseState)))
    priority = fields.Integer()
    category = fields.String()
    target = fields.Nested(Target)
    opened_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    slack = fields.Float()
    assignee = fields.Nested(PersonSummary, allow_none=True)
    claimed_by = fields.UUID(allow_none=True)
    lease_until = fields.AwareDateTime(allow_none=True)
    report_count = fields.Integer()
    reports = fields.List(fields.Nested(CaseReport))
    items = fields.List(fields.Nested(CaseItem))
    concerned = fields.List(fields.Nested(PersonSummary))
    events = fields.List(fields.Nested(CaseEvent))
    decisions = fields.List(fields.Nested(CaseDecision))
    attempts = fields.List(fields.Nested(ContactAttempt))


class CaseAssignment(Schema):
    """Who is to take the case."""

    person_id = Text(required=True)


class CaseNote(Schema):
    """A note; with `side` it is a fact for or against, which happened at `happened_at`."""

    body = Text(required=True)
    side = fields.Enum(FactSide, by_value=True, load_default=None, allow_none=True)
    happened_at = fields.AwareDateTime(load_default=None, allow_none=True)


class NewMeasure(Schema):
    """What is decided. The measures `dismiss`, `remind`, `hide`, `no_contact` and `suspend` are offered, the others
    are refused with 422. `until` is needed to suspend (30 days at most, a second person above 7) and to forbid contact
    (365 days at most), and says when what is hidden is looked at again (else in 90 days). `item` is what is hidden,
    `person` whom it concerns. `between` names the two who must not contact each other, of whom the case concerns one;
    both are bound unless `one_way` names the one who is."""

    measure = fields.Enum(Measure, by_value=True, required=True)
    reason = Text(required=True)
    article = fields.Integer(required=True, strict=True)
    until = fields.AwareDateTime(load_default=None, allow_none=True)
    item = fields.Nested(Target, load_default=None, allow_none=True)
    person = Text(load_default=None, allow_none=True)
    between = fields.List(Text(), load_default=None, allow_none=True, validate=validate.Length(equal=2))
    one_way = Text(load_default=None, allow_none=True)


class OwnWords(Schema):
    """Something the caller wrote that a decision is about, as it read when it was reported."""

    type = fields.String()
    id = fields.UUID()
    written_at = fields.AwareDateTime()
    evidence = fields.List(fields.Nested(Evidence))


class OwnDecision(ReportOutcome):
    """What was decided about the caller, and how to contest it. No machine decides: `automated` is always false."""

    decided_by = fields.Nested(PersonSummary)
    until = fields.AwareDateTime(allow_none=True)
    between = fields.List(fields.Nested(PersonSummary), allow_none=True)
    one_way = fields.UUID(allow_none=True)
    automated = fields.Boolean()
    overturned_at = fields.AwareDateTime(allow_none=True)
    items = fields.List(fields.Nested(OwnWords))


class NewAppeal(Schema):
    """Why a decision is contested."""

    statement = Text(required=True)


class Appeal(Schema):
    """A contested decision."""

    id = fields.UUID()
    case_id = fields.UUID()
    decision = fields.Nested(CaseDecision)
    side = fields.String(validate=validate.OneOf(["reporter", "concerned"]))
    statement = fields.String()
    at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    outcome = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    judged_at = fields.AwareDateTime(allow_none=True)


class OwnAppeal(Schema):
    """One's own appeal; `due_at` is when, at the latest, it will have been judged."""

    id = fields.UUID()
    decision_id = fields.UUID()
    statement = fields.String()
    at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    outcome = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)


class AppealJudgement(Schema):
    """What becomes of a contested decision; `until` lets an amended measure end earlier."""

    outcome = fields.Enum(AppealOutcome, by_value=True, required=True)
    reason = Text(required=True)
    until = fields.AwareDateTime(load_default=None, allow_none=True)


ReportPage, QueuePage, DecisionPage = page_of(ReportItem), page_of(QueueItem), page_of(OwnDecision)
AppealPage = page_of(Appeal)
